'use client'

import { clsx } from 'clsx'
import { AlarmClock, Clock } from 'lucide-react'
import { formatRelative } from '../../../lib/client/time-format.ts'
import type { IssueRow } from '../../../lib/contract/issues.ts'
import { useNow } from '../../ui/clock.tsx'
import { Time } from '../../ui/time.tsx'

/** How long an issue has been open, and how long it may stay so: by word, shape and colour. */
export function SlaCell({ issue: { openedAt, dueAt, slaState } }: { issue: IssueRow }) {
  const now = useNow()
  if (dueAt === null || slaState === 'none') return <Time at={openedAt} />
  const due = new Date(dueAt).getTime()
  // The clock goes on after the server said so.
  const overdue = slaState === 'overdue' || due < now
  const Icon = overdue ? AlarmClock : Clock
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Time at={openedAt} />
      <span
        className={clsx(
          'inline-flex items-center gap-1 text-xs',
          overdue ? 'font-medium text-danger' : slaState === 'soon' ? 'font-medium text-warn' : 'text-muted',
        )}
        title={`Due ${new Date(dueAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`}
      >
        {(overdue || slaState === 'soon') && <Icon className="size-3" aria-hidden="true" />}
        {overdue ? `overdue ${formatRelative(due, now).replace(' ago', '')}` : `due ${formatRelative(due, now)}`}
      </span>
    </span>
  )
}
