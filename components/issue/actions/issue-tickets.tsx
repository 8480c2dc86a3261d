'use client'

import { X } from 'lucide-react'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useIssueActions } from './use-issue-actions.ts'

/** The tickets of an issue, each to follow and to take away. */
export function IssueTickets({ issue }: { issue: IssueDetail }) {
  const { allowed, act } = useIssueActions(issue)
  const { tickets } = issue.triage
  if (tickets.length === 0) return <span className="text-muted">none</span>
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1">
      {tickets.map(({ id, key, url }) => (
        <li key={id} className="inline-flex min-w-0 items-center gap-1">
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            title={url}
            className="min-w-0 truncate underline underline-offset-4"
          >
            {key}
          </a>
          {allowed.includes('unlink') && (
            <span className="print:hidden">
              <IconButton
                label={`Unlink ${key}`}
                size="small"
                onClick={() => void act({ type: 'unlink', ticketId: id })}
              >
                <X aria-hidden="true" />
              </IconButton>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
