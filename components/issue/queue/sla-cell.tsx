'use client'

import { clsx } from 'clsx'
import { AlarmClock, Clock, Pause } from 'lucide-react'
import { formatDuration, formatMoment, formatRelative } from '../../../lib/client/time-format.ts'
import type { IssueRow } from '../../../lib/contract/issues.ts'
import { useNow } from '../../ui/clock.tsx'

/** How long an open issue may stay so, how far it is past that, or what is left when its clock goes on: by word, shape and colour. */
export function SlaCell({ issue: { dueAt, slaState, clockStoppedAt } }: { issue: IssueRow }) {
  const now = useNow()
  if (dueAt === null || slaState === 'none') return <span className="text-muted">no date</span>
  const due = new Date(dueAt).getTime()
  if (slaState === 'paused') {
    const left = due - new Date(clockStoppedAt ?? now).getTime()
    return (
      <span
        title="The risk is accepted: the clock stands, and goes on with what is left"
        className="inline-flex items-center gap-1 whitespace-nowrap align-middle text-muted text-xs"
      >
        <Pause className="size-3 shrink-0" aria-hidden="true" />
        {left > 0 ? `paused, ${formatDuration(left)} left` : 'paused, was overdue'}
      </span>
    )
  }
  // The clock goes on after the server said so.
  const overdue = slaState === 'overdue' || due < now
  const Icon = overdue ? AlarmClock : Clock
  return (
    <time
      dateTime={dueAt}
      title={`Due ${formatMoment(due, 'UTC')}`}
      className={clsx(
        'inline-flex items-center gap-1 whitespace-nowrap align-middle text-xs',
        overdue ? 'font-medium text-danger' : slaState === 'soon' ? 'font-medium text-warn' : 'text-muted',
      )}
    >
      {(overdue || slaState === 'soon') && <Icon className="size-3 shrink-0" aria-hidden="true" />}
      {overdue ? `overdue ${formatRelative(due, now).replace(' ago', '')}` : formatRelative(due, now)}
    </time>
  )
}
