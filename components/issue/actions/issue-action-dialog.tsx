'use client'

import dynamic from 'next/dynamic'
import type { IssueRow } from '../../../lib/contract/issues.ts'
import type { Asking } from './use-asking.ts'

// Each is loaded when it is first asked for: most visits only read.
const AcceptDialog = dynamic(() => import('./accept-dialog.tsx').then((module) => module.AcceptDialog), { ssr: false })
const AssignDialog = dynamic(() => import('./assign-dialog.tsx').then((module) => module.AssignDialog), { ssr: false })
const CommentDialog = dynamic(() => import('./comment-dialog.tsx').then((module) => module.CommentDialog), {
  ssr: false,
})
const MergeDialog = dynamic(() => import('./merge-dialog.tsx').then((module) => module.MergeDialog), { ssr: false })
const ReasonDialog = dynamic(() => import('./reason-dialog.tsx').then((module) => module.ReasonDialog), { ssr: false })
const SnoozeDialog = dynamic(() => import('./snooze-dialog.tsx').then((module) => module.SnoozeDialog), { ssr: false })
const TicketDialog = dynamic(() => import('./ticket-dialog.tsx').then((module) => module.TicketDialog), { ssr: false })
const TeamDialog = dynamic(() => import('./team-dialog.tsx').then((module) => module.TeamDialog), { ssr: false })

/** The dialog of the action that is being asked for, about one issue or several. */
export function IssueActionDialog({
  issues,
  asking,
  count = issues.length,
}: {
  issues: readonly IssueRow[]
  asking: Asking
  /** How many it is about, when these are not all. */
  count?: number
}) {
  const [first, ...others] = issues
  if (!first) return null
  const subject = count === 1 ? first.title : `${count.toLocaleString('en-GB')} issues`
  const reason = { subject, asking }
  switch (asking.asking) {
    case null:
      return null
    case 'comment':
      return <CommentDialog {...reason} issueId={first.id} />
    case 'assign':
      return <AssignDialog {...reason} issues={issues} />
    case 'team': {
      const id = first.team?.id ?? null
      return <TeamDialog {...reason} teamId={others.every(({ team }) => (team?.id ?? null) === id) ? id : undefined} />
    }
    case 'accept':
      return <AcceptDialog {...reason} />
    case 'dismiss':
      return (
        <ReasonDialog
          {...reason}
          title="Dismiss as a false positive"
          label="Why is it not a problem?"
          hint="It stays dismissed until the facts behind that change. To live with a real problem for a while, accept the risk instead."
          button="Dismiss"
          onSubmit={(text) => asking.act({ type: 'dismiss', reason: text })}
        />
      )
    case 'handle':
      return (
        <ReasonDialog
          {...reason}
          title="Resolve the threat"
          label="What was found, and what was done?"
          hint="The issue closes as handled. It opens again when the same thing is seen again."
          button="Resolve"
          onSubmit={(how) => asking.act({ type: 'handle', how })}
        />
      )
    case 'resolve':
      return (
        <ReasonDialog
          {...reason}
          title="Resolve by hand"
          label="What was done?"
          hint="It closes, and counts as fixed once a complete scan no longer finds it. When a scan sees it again it opens again, and says who closed it too early."
          button="Resolve"
          onSubmit={(text) => asking.act({ type: 'resolve', reason: text })}
        />
      )
    case 'snooze':
      return <SnoozeDialog {...reason} />
    case 'approve':
      return (
        <ReasonDialog
          {...reason}
          title="Approve the acceptance"
          label="Anything to add?"
          optional
          {...(first.pending && { hint: `${first.pending.by?.name ?? 'Somebody'} asks: ${first.pending.reason}` })}
          button={first.pending ? `Accept until ${first.pending.until.slice(0, 10)}` : 'Approve'}
          onSubmit={(text) => asking.act({ type: 'approve', note: text })}
        />
      )
    case 'decline':
      return (
        <ReasonDialog
          {...reason}
          title="Decline the acceptance"
          label="Why not?"
          button="Decline"
          onSubmit={(text) => asking.act({ type: 'decline', reason: text })}
        />
      )
    case 'link':
      return <TicketDialog {...reason} />
    case 'merge':
      return <MergeDialog issue={first} asking={asking} />
    // Done at once, or beside what they are about.
    case 'acknowledge':
    case 'unacknowledge':
    case 'unsnooze':
    case 'withdraw':
    case 'unlink':
    case 'split':
      return null
    case 'reopen':
      return (
        <ReasonDialog
          {...reason}
          title="Reopen"
          label="Why?"
          optional
          button="Reopen"
          onSubmit={(text) => asking.act({ type: 'reopen', reason: text })}
        />
      )
  }
}
