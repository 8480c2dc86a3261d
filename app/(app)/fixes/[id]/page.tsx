import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { notFound } from 'next/navigation'
import { FixPage } from '../../../../components/fix/fix-page.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { fixKeys } from '../../../../lib/client/query-keys.ts'
import { getFix } from '../../../../lib/service/fixes/get-fix.ts'

export const metadata = { title: 'Fix' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = Number((await params).id)
  const signedIn = await currentActor()
  if (!signedIn) return null
  if (!Number.isSafeInteger(id) || id < 1) notFound()
  const fix = await getFix(signedIn.actor, id)
  if (!fix.ok) notFound()
  const queries = new QueryClient()
  queries.setQueryData(fixKeys.detail(id), fix.value)
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <FixPage id={id} />
    </HydrationBoundary>
  )
}
