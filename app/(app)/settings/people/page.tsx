import { People } from '../../../../components/settings/people.tsx'
import { NoPermission } from '../../../../components/ui/empty-state.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { can } from '../../../../lib/domain/permission.ts'

export const metadata = { title: 'People' }

export default async function PeoplePage() {
  const signedIn = await currentActor()
  if (!signedIn) return null
  if (!can(signedIn.actor, 'user.read')) return <NoPermission what="the list of people" />
  return <People ownId={signedIn.actor.id} mayManage={can(signedIn.actor, 'user.manage')} />
}
