import { RiskWeights } from '../../../../components/risk/risk-weights.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { can } from '../../../../lib/domain/permission.ts'

export const metadata = { title: 'Risk' }

export default async function RiskPage() {
  const signedIn = await currentActor()
  if (!signedIn) return null
  return <RiskWeights mayManage={can(signedIn.actor, 'risk.manage')} />
}
