import { redirect } from 'next/navigation'
import { currentActor } from '../../lib/auth/session.ts'
import { listSources } from '../../lib/service/sources/overview.ts'

/** The overview, or the set-up while nothing was ever received. */
export default async function Page() {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const sources = await listSources(signedIn.actor)
  const connected = sources.ok && sources.value.rows.some((source) => source.lastAt !== null)
  redirect(connected ? '/overview' : '/sources')
}
