import { CircleCheck, Clock, Eye, Hand, OctagonAlert } from 'lucide-react'
import type { ReportStatus } from '../../lib/contract/reports.ts'

const LOOK = {
  received: { label: 'Waiting', colour: 'text-muted', Icon: Clock },
  previewed: { label: 'Preview', colour: 'text-muted', Icon: Eye },
  processed: { label: 'Processed', colour: 'text-ok', Icon: CircleCheck },
  held: { label: 'Held', colour: 'text-warn', Icon: Hand },
  quarantined: { label: 'Quarantined', colour: 'text-danger', Icon: OctagonAlert },
} as const satisfies Record<ReportStatus, unknown>

/** Where a report stands, by shape, word and colour. */
export function ReportStatusBadge({ status }: { status: ReportStatus }) {
  const { label, colour, Icon } = LOOK[status]
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap align-middle font-medium text-xs ${colour}`}>
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      {label}
    </span>
  )
}
