import { AuditLog } from '../../../../components/settings/audit-log.tsx'
import { NoPermission } from '../../../../components/ui/empty-state.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { can } from '../../../../lib/domain/permission.ts'

export const metadata = { title: 'Audit log' }

export default async function AuditPage() {
  const signedIn = await currentActor()
  if (!signedIn) return null
  if (!can(signedIn.actor, 'audit.read')) return <NoPermission what="the audit log" />
  return <AuditLog />
}
