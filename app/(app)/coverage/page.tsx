import { CoveragePage } from '../../../components/coverage/coverage-page.tsx'
import { currentActor } from '../../../lib/auth/session.ts'
import { can } from '../../../lib/domain/permission.ts'

export const metadata = { title: 'Coverage' }

export default async function Page() {
  const signedIn = await currentActor()
  if (!signedIn) return null
  return <CoveragePage mayManage={can(signedIn.actor, 'cluster.manage')} />
}
