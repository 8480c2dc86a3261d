import { Suspense } from 'react'
import { OwnershipSettings } from '../../../../components/ownership/ownership-settings.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { can } from '../../../../lib/domain/permission.ts'

export const metadata = { title: 'Ownership' }

export default async function OwnershipPage() {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const { actor } = signedIn
  return (
    <Suspense>
      <OwnershipSettings mayManage={can(actor, 'team.manage')} mayManagePeople={can(actor, 'user.manage')} />
    </Suspense>
  )
}
