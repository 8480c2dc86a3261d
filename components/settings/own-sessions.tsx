'use client'

import { useQuery } from '@tanstack/react-query'
import { send } from '../../lib/client/api.ts'
import { meKeys } from '../../lib/client/query-keys.ts'
import { ownSessionsOptions } from '../../lib/client/settings.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { OwnSession } from '../../lib/contract/me.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Time } from '../ui/time.tsx'
import { notify } from '../ui/toaster.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { browserName } from './browser-name.ts'
import { ChangeError } from './change-error.tsx'
import { Loaded } from './loaded.tsx'

export function OwnSessions() {
  const sessions = useQuery(ownSessionsOptions)
  const end = useChange((session: OwnSession) => send<void>('DELETE', `/api/v1/me/sessions/${session.id}`), {
    changes: [meKeys.sessions],
    done: () => notify({ title: 'Session ended' }),
  })
  const endOthers = useChange(() => send<{ ended: number }>('DELETE', '/api/v1/me/sessions'), {
    changes: [meKeys.sessions],
    done: ({ ended }) => notify({ title: ended === 1 ? 'One session ended' : `${ended} sessions ended` }),
  })
  return (
    <Loaded what="your sessions" read={sessions}>
      {({ rows }) => (
        <div className="flex flex-col gap-3">
          <ChangeError error={end.error ?? endOthers.error} />
          <FactsTable
            caption="Where you are signed in"
            rows={rows}
            rowKey={(row) => row.id}
            empty="Nowhere."
            columns={[
              { heading: 'Browser', cell: (row) => <BrowserCell session={row} /> },
              { heading: 'Address', cell: (row) => row.address || <Unknown why="The address was not passed on" /> },
              { heading: 'Signed in', cell: (row) => <Time at={row.startedAt} /> },
              { heading: 'Ends', cell: (row) => <Time at={row.expiresAt} /> },
              {
                heading: 'Action',
                cell: (row) =>
                  row.current ? null : (
                    <Button size="small" onClick={() => end.mutate(row)} busy={end.isPending}>
                      End this session
                    </Button>
                  ),
              },
            ]}
          />
          {rows.length > 1 && (
            <div>
              <Button onClick={() => endOthers.mutate(undefined)} busy={endOthers.isPending}>
                Sign out everywhere else
              </Button>
            </div>
          )}
        </div>
      )}
    </Loaded>
  )
}

function BrowserCell({ session }: { session: OwnSession }) {
  const name = session.browser && browserName(session.browser)
  return (
    <span className="flex min-w-40 flex-wrap items-center gap-2" title={session.browser ?? undefined}>
      {name || <Unknown why="The browser did not say" />}
      {session.current && <Badge tone="accent">this one</Badge>}
    </span>
  )
}
