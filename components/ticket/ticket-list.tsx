'use client'

import { X } from 'lucide-react'
import type { Ticket } from '../../lib/contract/tickets.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'

/** The tickets that stand elsewhere for one thing: each with where it is from and what became of it there. */
export function TicketList({
  tickets,
  onUnlink,
}: {
  tickets: readonly Ticket[]
  /** Where links may be taken away. */
  onUnlink: ((ticket: Ticket) => void) | null
}) {
  if (tickets.length === 0) return <span className="text-muted">none</span>
  return (
    <>
      <ul aria-label="Tickets" className="flex flex-col gap-1">
        {tickets.map((ticket) => (
          <li
            key={`${ticket.route?.id ?? 'linked'} ${ticket.id ?? ticket.key}`}
            className="flex min-w-0 flex-wrap items-center gap-x-2 [overflow-wrap:anywhere]"
          >
            <Key ticket={ticket} />
            {ticket.route && <State ticket={ticket} />}
            <span className="text-muted">
              <From ticket={ticket} />
            </span>
            {onUnlink && ticket.id !== null && (
              <span className="print:hidden">
                <IconButton label={`Unlink ${ticket.key}`} size="small" onClick={() => onUnlink(ticket)}>
                  <X aria-hidden="true" />
                </IconButton>
              </span>
            )}
            {ticket.problem && <span className="text-warn">The last look failed: {ticket.problem}</span>}
          </li>
        ))}
      </ul>
      {tickets.some(({ closed }) => closed) && (
        <p className="pt-1 text-muted text-xs">Closing it there closes nothing here: scans and deployments do.</p>
      )}
    </>
  )
}

function Key({ ticket: { key, url } }: { ticket: Ticket }) {
  if (!url || !/^https?:\/\//.test(url)) return <span className="font-mono">{key}</span>
  return (
    <a href={url} title={url} rel="noopener noreferrer" target="_blank" className="underline underline-offset-4">
      {key}
    </a>
  )
}

function State({ ticket: { closed, state } }: { ticket: Ticket }) {
  if (closed) return <span>closed there{state ? ` (${state})` : ''}</span>
  if (closed === null) return <Unknown>state not known yet</Unknown>
  return <span>{state ?? 'open there'}</span>
}

function From({ ticket: { route, by, at, checkedAt } }: { ticket: Ticket }) {
  if (route) {
    return (
      <>
        by the route {route.name}
        {checkedAt && (
          <>
            , looked at <Time at={checkedAt} />
          </>
        )}
      </>
    )
  }
  return (
    <>
      linked {at && <Time at={at} />}
      {by && ` by ${by.name}`}
    </>
  )
}
