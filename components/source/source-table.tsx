import { CircleSlash, Radio } from 'lucide-react'
import Link from 'next/link'
import type { Source } from '../../lib/contract/sources.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'

const STAGES: Record<Source['kind'], string> = { reports: 'build', admission: 'deploy', events: 'runtime' }

/** What reports to Plimsoll, and when each did last. */
export function SourceTable({ sources }: { sources: readonly Source[] }) {
  return (
    <Section title="What reports">
      <FactsTable
        caption="Sources"
        rows={sources}
        rowKey={(source) => `${source.kind} ${source.name}`}
        empty="Nothing has reported yet. Connect the first source below."
        columns={[
          {
            heading: 'Source',
            cell: ({ name, silent }) => <span className={silent ? 'text-unknown' : undefined}>{name}</span>,
          },
          { heading: 'Stage', cell: (source) => STAGES[source.kind] },
          { heading: 'Last', cell: ({ lastAt }) => (lastAt ? <Time at={lastAt} /> : <Unknown>never</Unknown>) },
          { heading: 'State', cell: ({ dueAt, silent }) => <State dueAt={dueAt} silent={silent} /> },
          { heading: 'In 24 hours', numeric: true, cell: ({ last24h }) => count(last24h) },
          {
            heading: 'Waits for you',
            numeric: true,
            cell: ({ kind, troubled }) =>
              troubled.value === 0 ? (
                <span className="text-muted">0</span>
              ) : kind === 'reports' ? (
                <Link href="/sources/reports?status=quarantined" className="text-danger underline underline-offset-4">
                  {count(troubled)}
                </Link>
              ) : (
                <span className="text-danger">{count(troubled)}</span>
              ),
          },
        ]}
      />
    </Section>
  )
}

/** One that should have reported and did not is grey: what it would tell is not known. */
function State({ dueAt, silent }: Pick<Source, 'dueAt' | 'silent'>) {
  if (dueAt === null)
    return <Unknown why="It takes five deliveries, an hour apart, to tell how often it reports">not known yet</Unknown>
  const Icon = silent ? CircleSlash : Radio
  return (
    <span className={`inline-flex items-center gap-1 ${silent ? 'text-unknown' : 'text-ok'}`}>
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      {silent ? (
        <Link href="/coverage" className="underline underline-offset-4">
          silent, was due <Time at={dueAt} />
        </Link>
      ) : (
        'reports'
      )}
    </span>
  )
}

function count({ value, bounded }: Source['last24h']): string {
  return `${value.toLocaleString('en-GB')}${bounded ? '+' : ''}`
}
