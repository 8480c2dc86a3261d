'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { loadLinesOptions } from '../../lib/client/load.ts'
import type { LoadLine } from '../../lib/contract/load.ts'
import { Loaded } from '../settings/loaded.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { LineDialog } from './line-dialog.tsx'
import { LineHistory } from './line-history.tsx'
import { lineTitle } from './line-words.ts'
import { LoadRanking } from './load-ranking.tsx'

/** The loads that the organisation accepts, what is over them, and every change with its reason. */
export function LoadLines({ maySet }: { maySet: boolean }) {
  const lines = useQuery(loadLinesOptions)
  const [open, setOpen] = useState<LoadLine | 'new' | null>(null)
  return (
    <>
      <Section
        title="Load lines"
        note="The nearest line holds: team and environment, then environment, then team, then all."
      >
        {maySet && (
          <div>
            <Button variant="primary" onClick={() => setOpen('new')}>
              Set a line
            </Button>
          </div>
        )}
        <Loaded what="the load lines" read={lines}>
          {({ rows }) => (
            <>
              <FactsTable
                caption="Load lines in force"
                rows={rows}
                rowKey={(line) => line.id}
                empty="No line is set yet. Until there is one, gauges show loads and nothing is over."
                columns={[
                  { heading: 'For', cell: (line) => <span className="block min-w-40">{lineTitle(line)}</span> },
                  { heading: 'Line', numeric: true, cell: ({ limit }) => limit?.toFixed(1) },
                  {
                    heading: 'Reason',
                    cell: ({ reason }) => <span className="block min-w-40 [overflow-wrap:anywhere]">{reason}</span>,
                  },
                  { heading: 'Set by', cell: ({ setBy }) => setBy ?? 'the system' },
                  { heading: 'When', cell: ({ setAt }) => <Time at={setAt} /> },
                  ...(maySet
                    ? [
                        {
                          heading: 'Action',
                          cell: (line: LoadLine) => (
                            <Button
                              size="small"
                              onClick={() => setOpen(line)}
                              aria-label={`Move the line of: ${lineTitle(line)}`}
                            >
                              Move
                            </Button>
                          ),
                        },
                      ]
                    : []),
                ]}
              />
              {open && <LineDialog line={open === 'new' ? null : open} lines={rows} onClose={() => setOpen(null)} />}
            </>
          )}
        </Loaded>
      </Section>
      <LoadRanking />
      <LineHistory />
    </>
  )
}
