'use client'

import dynamic from 'next/dynamic'
import type { IssueRow } from '../../../lib/contract/issues.ts'
import type { Asking } from './use-issue-actions.ts'

// Each is loaded when it is first asked for: most visits only read.
const AcceptDialog = dynamic(() => import('./accept-dialog.tsx').then((module) => module.AcceptDialog), { ssr: false })
const AssignDialog = dynamic(() => import('./assign-dialog.tsx').then((module) => module.AssignDialog), { ssr: false })
const ReasonDialog = dynamic(() => import('./reason-dialog.tsx').then((module) => module.ReasonDialog), { ssr: false })
const TeamDialog = dynamic(() => import('./team-dialog.tsx').then((module) => module.TeamDialog), { ssr: false })

/** The dialog of the action that is being asked for, about one issue or several. */
export function IssueActionDialog({ issues, asking }: { issues: readonly IssueRow[]; asking: Asking }) {
  const [first, ...others] = issues
  if (!first) return null
  const subject = others.length === 0 ? first.title : `${issues.length.toLocaleString('en-GB')} issues`
  const reason = { subject, asking }
  switch (asking.asking) {
    case null:
      return null
    case 'comment':
      return (
        <ReasonDialog
          {...reason}
          title="Comment"
          label="Comment"
          hint="Plain text. Everybody who sees the issue can read it."
          button="Comment"
          maxLength={5000}
          onSubmit={(text) => asking.act({ type: 'comment', text })}
        />
      )
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
          title="Dismiss"
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
