import { AllowedHosts } from '../../../../components/route/allowed-hosts.tsx'
import { DeadLetters } from '../../../../components/route/dead-letters.tsx'
import { RoutesList } from '../../../../components/route/routes-list.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { can } from '../../../../lib/domain/permission.ts'

export const metadata = { title: 'Routes' }

export default async function RoutesPage() {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const { actor } = signedIn
  return (
    <>
      <RoutesList mayManage={can(actor, 'route.manage')} />
      <DeadLetters />
      {can(actor, 'host.read') && <AllowedHosts mayAllow={can(actor, 'host.allow')} />}
    </>
  )
}
