import { ClocksPage } from '../../../../components/clocks/clocks-page.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { can } from '../../../../lib/domain/permission.ts'

export const metadata = { title: 'Clocks' }

export default async function Page() {
  const signedIn = await currentActor()
  if (!signedIn) return null
  return <ClocksPage mayManage={can(signedIn.actor, 'clock.manage')} />
}
