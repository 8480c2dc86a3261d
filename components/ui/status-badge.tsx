import { clsx } from 'clsx'
import { CalendarClock, CircleCheck, CircleDot, CircleSlash } from 'lucide-react'
import type { CloseReason, IssueStatus } from '../../lib/domain/lifecycle.ts'

const LOOK = {
  open: { label: 'Open', colour: 'text-ink', Icon: CircleDot },
  excepted: { label: 'Risk accepted', colour: 'text-warn', Icon: CalendarClock },
  dismissed: { label: 'Dismissed', colour: 'text-muted', Icon: CircleSlash },
  closed: { label: 'Closed', colour: 'text-ok', Icon: CircleCheck },
} as const satisfies Record<IssueStatus, unknown>

const REASONS: Record<CloseReason, string> = {
  fixed: 'Fixed',
  gone: 'Gone',
  resolved: 'Resolved by hand',
  handled: 'Handled',
  quiet: 'Quiet',
  merged: 'Merged',
}

/** An issue's status by shape, word and colour. Closed says how; only fixed and handled are remediation, so only they are green. */
export function StatusBadge({ status, reason }: { status: IssueStatus; reason?: CloseReason | null }) {
  const { label, colour, Icon } = LOOK[status]
  const closed = status === 'closed' && reason
  const remedied = reason === 'fixed' || reason === 'handled'
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 whitespace-nowrap align-middle font-medium text-xs',
        closed && !remedied ? 'text-muted' : colour,
      )}
    >
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      {closed ? REASONS[reason] : label}
    </span>
  )
}
