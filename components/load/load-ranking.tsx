'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import { loadHistoryOptions, loadListOptions } from '../../lib/client/load.ts'
import type { LoadRow } from '../../lib/contract/load.ts'
import { LOAD_KINDS } from '../../lib/domain/load-line.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { Button } from '../ui/button.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { LoadGauge } from '../ui/load-gauge.tsx'
import { Section } from '../ui/section.tsx'
import { Select } from '../ui/select.tsx'
import { Time } from '../ui/time.tsx'
import { KIND_WORDS } from './line-words.ts'
import { LoadIssues } from './load-issues.tsx'
import { LoadSparkline } from './load-sparkline.tsx'
import { WayBelow } from './way-below.tsx'

const HISTORY_DAYS = 30
/** As many as one question for their history may name. */
const MOST_TOLD = 200

/** What carries the most load, kind by kind, each against its line, and what would take it below. */
export function LoadRanking() {
  const [kind, setKind] = useQueryState('kind', parseAsStringLiteral(LOAD_KINDS).withDefault('workload'))
  const [open, setOpen] = useState<string | null>(null)
  const list = useInfiniteQuery(loadListOptions(kind))
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const told = rows.slice(0, MOST_TOLD)
  const history = useQuery(
    loadHistoryOptions(
      kind,
      told.map(({ id }) => id),
      HISTORY_DAYS,
      kind === 'namespace' ? told.map(({ namespace }) => namespace) : [],
    ),
  )
  const scale = Math.max(1, ...rows.map(({ load }) => load))
  const shown = rows.find((row) => keyOf(row) === open)
  return (
    <Section title="What carries the most" note="each open issue counts once">
      <Select
        className="w-40"
        label="Kind"
        options={LOAD_KINDS.map((value) => ({ value, label: KIND_WORDS[value].one }))}
        value={kind}
        onChange={(value) => setKind(value)}
      />
      {list.error ? (
        <ErrorState what="the loads" error={list.error} onRetry={list.refetch} />
      ) : (
        <FactsTable
          caption="Loads"
          rows={rows}
          rowKey={keyOf}
          empty={list.isPending ? 'Reading the loads' : `No ${KIND_WORDS[kind].many} with an open issue.`}
          columns={[
            { heading: KIND_WORDS[kind].one, cell: (row) => <Name row={row} /> },
            ...(kind === 'workload' || kind === 'namespace'
              ? [{ heading: 'Cluster', cell: (row: LoadRow) => row.where }]
              : []),
            { heading: 'Load', cell: ({ load, loadLine }) => <LoadGauge load={load} scale={scale} line={loadLine} /> },
            {
              heading: 'Line',
              numeric: true,
              cell: ({ loadLine }) => loadLine?.limit.toFixed(1) ?? <span className="text-muted">none</span>,
            },
            {
              heading: '30 days',
              cell: ({ id, namespace, loadLine }) => (
                <LoadSparkline history={history.data} id={id} namespace={namespace} line={loadLine?.limit ?? null} />
              ),
            },
            { heading: 'Over since', cell: ({ since }) => (since ? <Time at={since} /> : '') },
            { heading: 'Open issues', numeric: true, cell: (row) => <LoadIssues row={row} /> },
            {
              heading: 'Action',
              cell: (row) => (
                <Button
                  size="small"
                  aria-expanded={keyOf(row) === open}
                  aria-label={`What takes load off ${row.name}`}
                  onClick={() => setOpen(keyOf(row) === open ? null : keyOf(row))}
                >
                  What helps
                </Button>
              ),
            },
          ]}
        />
      )}
      {list.hasNextPage && (
        <div>
          <Button size="small" busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            More
          </Button>
        </div>
      )}
      {shown && (
        <div className="rounded-md border border-line p-3">
          <p className="mb-2 text-muted text-sm">{shown.name}</p>
          <WayBelow kind={shown.kind} id={shown.id} namespace={shown.namespace} />
        </div>
      )}
    </Section>
  )
}

function keyOf({ kind, id, namespace }: LoadRow): string {
  return `${kind} ${id} ${namespace}`
}

function Name({ row: { kind, id, name } }: { row: LoadRow }) {
  const text = <span className="block min-w-32 [overflow-wrap:anywhere]">{name}</span>
  if (kind !== 'workload' && kind !== 'image') return text
  return (
    <Link href={`/${kind}s/${id}`} className="underline underline-offset-4">
      {text}
    </Link>
  )
}
