import {
  Boxes,
  ChartLine,
  CircleAlert,
  FileText,
  Layers,
  LayoutDashboard,
  type LucideIcon,
  Package,
  ScanSearch,
  Settings2,
  Stamp,
  Unplug,
  Users,
  Wrench,
} from 'lucide-react'
import type { ShortcutId } from '../../lib/client/keys.ts'

export interface Destination {
  href: string
  label: string
  Icon: LucideIcon
  shortcut: ShortcutId
}

/** The screens that there are, in the order of the sidebar. */
export const DESTINATIONS: readonly Destination[] = [
  { href: '/overview', label: 'Overview', Icon: LayoutDashboard, shortcut: 'go.overview' },
  { href: '/my-team', label: 'My team', Icon: Users, shortcut: 'go.my-team' },
  { href: '/issues', label: 'Issues', Icon: CircleAlert, shortcut: 'go.issues' },
  { href: '/fixes', label: 'Fixes', Icon: Wrench, shortcut: 'go.fixes' },
  { href: '/workloads', label: 'Workloads', Icon: Boxes, shortcut: 'go.workloads' },
  { href: '/images', label: 'Images', Icon: Layers, shortcut: 'go.images' },
  { href: '/components', label: 'Components', Icon: Package, shortcut: 'go.components' },
  { href: '/decisions', label: 'Decisions', Icon: Stamp, shortcut: 'go.decisions' },
  { href: '/trends', label: 'Trends', Icon: ChartLine, shortcut: 'go.trends' },
  { href: '/coverage', label: 'Coverage', Icon: ScanSearch, shortcut: 'go.coverage' },
  { href: '/sources', label: 'Sources', Icon: Unplug, shortcut: 'go.sources' },
  { href: '/sources/reports', label: 'Reports', Icon: FileText, shortcut: 'go.reports' },
  { href: '/settings', label: 'Settings', Icon: Settings2, shortcut: 'go.settings' },
]

/** Whether a path is a destination or below it, and below none that is nearer. */
export function isCurrent(destination: Destination, pathname: string): boolean {
  const around = DESTINATIONS.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
  const nearest = around.toSorted((one, other) => other.href.length - one.href.length)[0]
  return nearest === destination
}
