import Link from 'next/link'
import type { FixDetail } from '../../lib/contract/fixes.ts'
import type { FixSubject } from '../../lib/domain/fix/words.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { Time } from '../ui/time.tsx'
import { FixStatusBadge } from './fix-status.tsx'

const PAGES: Partial<Record<FixSubject, string>> = { image: '/images', workload: '/workloads' }

/** How far the fix is in each place, with the evidence's date. */
export function FixSubjects({ fix }: { fix: FixDetail }) {
  return (
    <FactsTable
      caption="How far it is in each place"
      rows={fix.subjects.rows}
      rowKey={(row) => `${row.type} ${row.id}`}
      empty="Nothing is left of it."
      columns={[
        {
          heading: 'Place',
          cell: ({ type, id, name }) =>
            PAGES[type] ? (
              <Link href={`${PAGES[type]}/${id}`} className="[overflow-wrap:anywhere] hover:underline">
                {name}
              </Link>
            ) : (
              <span className="[overflow-wrap:anywhere]">{name}</span>
            ),
        },
        { heading: 'Team', cell: ({ team }) => team?.name ?? <span className="text-muted">unowned</span> },
        { heading: 'Progress', cell: ({ step }) => <FixStatusBadge status={step} /> },
        {
          heading: 'Since',
          cell: ({ at }) => (at ? <Time at={at} /> : <span className="text-muted">no evidence yet</span>),
        },
        {
          heading: 'Issues gone',
          numeric: true,
          cell: ({ issues, verified }) => `${verified.toLocaleString('en-GB')} of ${issues.toLocaleString('en-GB')}`,
        },
      ]}
    />
  )
}

export function FixWorkloads({ fix }: { fix: FixDetail }) {
  return (
    <FactsTable
      caption="Workloads that it frees"
      rows={fix.workloadRows.rows}
      rowKey={(row) => row.id}
      empty={fix.endedAt ? 'It is in no workload any more.' : 'Nothing that we know runs it.'}
      columns={[
        {
          heading: 'Workload',
          cell: ({ id, namespace, name }) => (
            <Link href={`/workloads/${id}`} className="[overflow-wrap:anywhere] hover:underline">
              {namespace}/{name}
            </Link>
          ),
        },
        { heading: 'Kind', cell: ({ kind }) => kind },
        { heading: 'Cluster', cell: ({ cluster }) => cluster },
      ]}
    />
  )
}
