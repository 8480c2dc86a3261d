import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Shell } from '../../components/shell/shell.tsx'
import { currentActor } from '../../lib/auth/session.ts'

export default async function AppLayout({ children }: { children: ReactNode }) {
  const signedIn = await currentActor()
  if (!signedIn) redirect(`/sign-in?next=${encodeURIComponent((await headers()).get('x-path') ?? '/')}`)
  const { id, name, email, role } = signedIn.actor
  return <Shell person={{ id, name, email, role, teams: signedIn.teams }}>{children}</Shell>
}
