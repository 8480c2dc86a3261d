import { Clusters } from '../../../../components/settings/clusters.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { can } from '../../../../lib/domain/permission.ts'

export const metadata = { title: 'Clusters' }

export default async function ClustersPage() {
  const signedIn = await currentActor()
  if (!signedIn) return null
  return <Clusters mayManage={can(signedIn.actor, 'cluster.manage')} />
}
