import { NewRoute } from '../../../../../components/route/route-page.tsx'
import { currentActor } from '../../../../../lib/auth/session.ts'
import { teamLimit } from '../../../../../lib/domain/permission.ts'

export const metadata = { title: 'New route' }

export default async function NewRoutePage() {
  const signedIn = await currentActor()
  if (!signedIn) return null
  return <NewRoute limits={{ teamIds: teamLimit(signedIn.actor, 'route.manage') }} />
}
