import type { ReactNode } from 'react'
import { SettingsNav } from '../../../components/settings/settings-nav.tsx'
import { PageHeader } from '../../../components/ui/page-header.tsx'
import { currentActor } from '../../../lib/auth/session.ts'
import { can, type Permission } from '../../../lib/domain/permission.ts'

const PAGES: readonly { href: string; label: string; needs?: Permission }[] = [
  { href: '/settings/account', label: 'My account' },
  { href: '/settings/people', label: 'People', needs: 'user.read' },
  { href: '/settings/teams', label: 'Teams', needs: 'team.read' },
  { href: '/settings/clusters', label: 'Clusters', needs: 'source.read' },
  { href: '/settings/risk', label: 'Risk', needs: 'risk.read' },
  { href: '/settings/load-lines', label: 'Load lines', needs: 'load-line.read' },
  { href: '/settings/ownership', label: 'Ownership', needs: 'team.read' },
  { href: '/settings/clocks', label: 'Clocks', needs: 'clock.read' },
  { href: '/settings/routes', label: 'Routes', needs: 'route.read' },
  { href: '/settings/shortcuts', label: 'Keys' },
  { href: '/settings/audit', label: 'Audit log', needs: 'audit.read' },
]

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const pages = PAGES.filter(({ needs }) => !needs || can(signedIn.actor, needs))
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsNav pages={pages.map(({ href, label }) => ({ href, label }))} />
      <div className="max-w-7xl px-4 py-2">{children}</div>
    </>
  )
}
