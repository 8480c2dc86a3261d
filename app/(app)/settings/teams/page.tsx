import { Teams } from '../../../../components/settings/teams.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { can } from '../../../../lib/domain/permission.ts'

export const metadata = { title: 'Teams' }

export default async function TeamsPage() {
  const signedIn = await currentActor()
  if (!signedIn) return null
  return <Teams mayManage={can(signedIn.actor, 'team.manage')} />
}
