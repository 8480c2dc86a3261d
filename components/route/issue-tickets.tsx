'use client'

import { useQuery } from '@tanstack/react-query'
import { issueTicketsOptions } from '../../lib/client/routes.ts'
import type { RemoteTicket } from '../../lib/contract/route-deliveries.ts'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'

/** What routes keep elsewhere for an issue, and what became of it there; nothing where they keep nothing. */
export function IssueTickets({ issueId }: { issueId: number }) {
  const tickets = useQuery(issueTicketsOptions(issueId)).data?.rows ?? []
  if (tickets.length === 0) return null
  return (
    <Section title="Told elsewhere" note="Closing it there closes nothing here: scans and deployments do.">
      <ul className="flex flex-col gap-1 text-sm">
        {tickets.map((ticket) => (
          <li key={ticket.route.id} className="flex flex-wrap items-baseline gap-x-2 [overflow-wrap:anywhere]">
            <Key ticket={ticket} />
            <span>
              <State ticket={ticket} />
            </span>
            <span className="text-muted">
              by {ticket.route.name}
              {ticket.checkedAt && (
                <>
                  , looked at <Time at={ticket.checkedAt} />
                </>
              )}
            </span>
            {ticket.problem && <span className="text-warn">The last look failed: {ticket.problem}</span>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Key({ ticket }: { ticket: RemoteTicket }) {
  if (!ticket.url || !/^https?:\/\//.test(ticket.url)) return <span className="font-mono">{ticket.key}</span>
  return (
    <a href={ticket.url} rel="noopener noreferrer" target="_blank" className="font-mono underline">
      {ticket.key}
    </a>
  )
}

function State({ ticket }: { ticket: RemoteTicket }) {
  if (ticket.closed) return `closed there${ticket.state ? ` (${ticket.state})` : ''}`
  if (ticket.closed === null) return <Unknown>state not known yet</Unknown>
  return ticket.state ?? 'open there'
}
