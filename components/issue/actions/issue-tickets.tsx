'use client'

import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { TicketList } from '../../ticket/ticket-list.tsx'
import { useIssueActions } from './use-issue-actions.ts'

/** The tickets of an issue, those that people linked to take away. */
export function IssueTickets({ issue }: { issue: IssueDetail }) {
  const { allowed, act } = useIssueActions(issue)
  return (
    <TicketList
      tickets={issue.triage.tickets}
      onUnlink={
        allowed.includes('unlink') ? ({ id }) => id !== null && void act({ type: 'unlink', ticketId: id }) : null
      }
    />
  )
}
