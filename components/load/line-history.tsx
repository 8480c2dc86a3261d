'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { loadLineHistoryOptions } from '../../lib/client/load.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { Button } from '../ui/button.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { lineTitle } from './line-words.ts'

/** Every line that was ever set or taken away, by whom, when and why. */
export function LineHistory() {
  const history = useInfiniteQuery(loadLineHistoryOptions)
  const rows = history.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Section title="History of the lines" note="newest first">
      {history.error ? (
        <ErrorState what="the history" error={history.error} onRetry={history.refetch} />
      ) : (
        <FactsTable
          caption="History of the load lines"
          rows={rows}
          rowKey={(line) => line.id}
          empty={history.isPending ? 'Reading the history' : 'No line was ever set.'}
          columns={[
            { heading: 'When', cell: ({ setAt }) => <Time at={setAt} /> },
            { heading: 'For', cell: (line) => <span className="block min-w-40">{lineTitle(line)}</span> },
            { heading: 'Line', numeric: true, cell: ({ limit }) => limit?.toFixed(1) ?? 'taken away' },
            {
              heading: 'Reason',
              cell: ({ reason }) => <span className="block min-w-40 [overflow-wrap:anywhere]">{reason}</span>,
            },
            { heading: 'By', cell: ({ setBy }) => setBy ?? 'the system' },
            {
              heading: 'Until',
              cell: ({ supersededAt, limit }) =>
                supersededAt ? <Time at={supersededAt} /> : limit === null ? '' : 'now in force',
            },
          ]}
        />
      )}
      {history.hasNextPage && (
        <div>
          <Button size="small" busy={history.isFetchingNextPage} onClick={() => history.fetchNextPage()}>
            More
          </Button>
        </div>
      )}
    </Section>
  )
}
