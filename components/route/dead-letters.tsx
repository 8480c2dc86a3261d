'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { send } from '../../lib/client/api.ts'
import { routeKeys } from '../../lib/client/query-keys.ts'
import { deadLettersOptions } from '../../lib/client/routes.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { DeadLetter } from '../../lib/contract/route-deliveries.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Loaded } from '../settings/loaded.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { notify } from '../ui/toaster.tsx'

/** Messages that were given up, with why; each can be sent again, or all of them. */
export function DeadLetters({ routeId }: { routeId?: number }) {
  const letters = useQuery(deadLettersOptions)
  const replay = useChange(
    (ids: number[]) => send<{ replayed: number }>('POST', '/api/v1/dead-letters/replay', { ids }),
    {
      changes: [routeKeys.all],
      done: ({ replayed }) =>
        notify({ title: replayed === 1 ? '1 message is sent again' : `${replayed} messages are sent again` }),
    },
  )
  return (
    <Section title="Given up" note="Messages that were refused or failed too often, for 30 days.">
      <ChangeError error={replay.error} />
      <Loaded what="the messages that were given up" read={letters}>
        {({ rows }) => {
          const shown = rows.filter(({ route }) => routeId === undefined || route.id === routeId)
          const mine = shown.filter((letter) => letter.mayManage)
          return (
            <>
              {mine.length > 1 && (
                <div>
                  <Button busy={replay.isPending} onClick={() => replay.mutate(mine.map(({ id }) => id))}>
                    Send all {mine.length} again
                  </Button>
                </div>
              )}
              <FactsTable
                caption="Messages that were given up"
                rows={shown}
                rowKey={(letter) => letter.id}
                empty="None: every message arrived or is still being tried."
                columns={[
                  { heading: 'Message', cell: (letter) => <Title letter={letter} /> },
                  { heading: 'Route', cell: ({ route }) => route.name },
                  { heading: 'Given up', cell: (letter) => <Time at={letter.failedAt} /> },
                  { heading: 'Tries', numeric: true, cell: (letter) => letter.attempts },
                  {
                    heading: 'Why',
                    cell: (letter) => <span className="block min-w-60 [overflow-wrap:anywhere]">{letter.reason}</span>,
                  },
                  {
                    heading: 'Action',
                    cell: (letter) =>
                      letter.mayManage && (
                        <Button size="small" busy={replay.isPending} onClick={() => replay.mutate([letter.id])}>
                          Send again
                        </Button>
                      ),
                  },
                ]}
              />
            </>
          )
        }}
      </Loaded>
    </Section>
  )
}

/** Messages lead into this Plimsoll, whatever name it had when they were made. */
function Title({ letter }: { letter: DeadLetter }) {
  const url = URL.parse(letter.url)
  if (!url) return letter.title
  return (
    <Link
      href={`${url.pathname}${url.search}`}
      className="block min-w-40 text-accent underline-offset-2 [overflow-wrap:anywhere] hover:underline"
    >
      {letter.title}
    </Link>
  )
}
