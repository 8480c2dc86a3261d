import { LoadLines } from '../../../../components/load/load-lines.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { can } from '../../../../lib/domain/permission.ts'

export const metadata = { title: 'Load lines' }

export default async function LoadLinesPage() {
  const signedIn = await currentActor()
  if (!signedIn) return null
  return <LoadLines maySet={can(signedIn.actor, 'load-line.set')} />
}
