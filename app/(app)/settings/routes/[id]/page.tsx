import { notFound } from 'next/navigation'
import { RoutePage } from '../../../../../components/route/route-page.tsx'
import { currentActor } from '../../../../../lib/auth/session.ts'
import { teamLimit } from '../../../../../lib/domain/permission.ts'

export const metadata = { title: 'Route' }

export default async function OneRoutePage({ params }: { params: Promise<{ id: string }> }) {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const { id } = await params
  if (!/^[1-9]\d{0,8}$/.test(id)) notFound()
  return <RoutePage id={Number(id)} limits={{ teamIds: teamLimit(signedIn.actor, 'route.manage') }} />
}
