'use client'

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { issueKeys } from '../../lib/client/query-keys.ts'
import { weightsVersionsOptions } from '../../lib/client/risk.ts'
import type { WeightsVersion } from '../../lib/contract/risk.ts'
import { changedWeights, labelOf } from '../../lib/domain/risk-weight-rules.ts'
import { Loaded } from '../settings/loaded.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { LoadMore } from '../table/load-more.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { JobProgress } from '../ui/job-progress.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'

/** Every version that was ever in force; `onRestore` begins a new one with an old one's weights. */
export function WeightsHistory({ onRestore }: { onRestore?: (version: WeightsVersion) => void }) {
  const queries = useQueryClient()
  const read = useInfiniteQuery(weightsVersionsOptions)
  const newest = read.data?.pages[0]?.rows[0]
  return (
    <Section title="Versions" note="Newest first. Nobody can change or remove one.">
      {onRestore && newest?.jobId && (
        <JobProgress
          key={newest.jobId}
          id={newest.jobId}
          label={`Scoring by version ${newest.version}`}
          onEnd={() => queries.invalidateQueries({ queryKey: issueKeys.all })}
        />
      )}
      <Loaded what="the versions" read={read}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows)
          return (
            <FactsTable
              caption="Versions of the weights"
              rows={rows}
              rowKey={({ version }) => version}
              empty=""
              columns={[
                {
                  heading: 'Version',
                  cell: ({ version }) => (
                    <span className="inline-flex items-center gap-2">
                      {version} {version === newest?.version && <Badge tone="ok">In force</Badge>}
                    </span>
                  ),
                },
                { heading: 'When', cell: ({ at }) => (at ? <Time at={at} as="moment" /> : '–') },
                { heading: 'Who', cell: ({ by }) => by ?? 'Plimsoll' },
                {
                  heading: 'Why',
                  cell: ({ reason, restoredFrom }) => (
                    <span className="block min-w-40 [overflow-wrap:anywhere]">
                      {reason}
                      {restoredFrom !== null && (
                        <span className="text-muted"> (weights of version {restoredFrom})</span>
                      )}
                    </span>
                  ),
                },
                { heading: 'What', cell: (row) => <Changes row={row} before={rows[rows.indexOf(row) + 1]} /> },
                {
                  heading: 'Restore',
                  cell: (row) =>
                    onRestore &&
                    row.version !== newest?.version && (
                      <Button
                        size="small"
                        aria-label={`Restore version ${row.version}`}
                        onClick={() => {
                          onRestore(row)
                          window.scrollTo({ top: 0 })
                        }}
                      >
                        Restore…
                      </Button>
                    ),
                },
              ]}
            />
          )
        }}
      </Loaded>
      {read.data && (
        <LoadMore
          has={read.hasNextPage}
          loading={read.isFetchingNextPage}
          failed={read.isFetchNextPageError}
          load={() => read.fetchNextPage()}
        />
      )}
    </Section>
  )
}

const SHOWN = 4

function Changes({ row, before }: { row: WeightsVersion; before: WeightsVersion | undefined }) {
  if (!before) return <span className="text-muted">–</span>
  const changes = changedWeights(before.weights, row.weights).map(
    ({ path, from, to }) => `${labelOf(path)} ${from} → ${to}`,
  )
  return (
    <span className="block min-w-40 text-xs" title={changes.join('\n')}>
      {changes.slice(0, SHOWN).join(' · ')}
      {changes.length > SHOWN && <span className="text-muted"> and {changes.length - SHOWN} more</span>}
    </span>
  )
}
