import Link from 'next/link'
import type { FixRow } from '../../lib/contract/fixes.ts'
import type { Column } from '../table/column.ts'
import { LoadGauge } from '../ui/load-gauge.tsx'
import { removedWords } from '../ui/load-words.ts'
import { TeamNames } from '../ui/team-names.tsx'
import { Time } from '../ui/time.tsx'
import { EffortBadge } from './effort-badge.tsx'
import { FixProgress } from './fix-progress.tsx'
import { KIND_WORDS } from './fix-words.ts'

/** The columns of the fixes list; `scale` is the greatest load in it, so that the gauges can be compared. */
export function fixColumns(scale: number): Column<FixRow>[] {
  return [
    {
      id: 'fix',
      header: 'Fix',
      width: null,
      phone: 'title',
      cell: ({ id, title, where }) => (
        <span className="flex min-w-0 flex-col">
          <Link href={`/fixes/${id}`} className="truncate hover:underline" title={title}>
            {title}
          </Link>
          {where && (
            <span className="truncate text-muted text-xs" title={where}>
              {where}
            </span>
          )}
        </span>
      ),
    },
    { id: 'kind', header: 'Kind', width: 104, from: 'lg', cell: ({ kind }) => KIND_WORDS[kind] },
    {
      id: 'load',
      header: 'Removes',
      width: 84,
      cell: (row) => <LoadGauge load={row.load} scale={scale} line={null} means={removedWords(row.load)} />,
    },
    {
      id: 'issues',
      header: 'Issues',
      width: 76,
      align: 'end',
      cell: ({ issues }) => (
        <>
          {issues.toLocaleString('en-GB')}
          <span className="text-muted sm:hidden"> {issues === 1 ? 'issue' : 'issues'}</span>
        </>
      ),
    },
    {
      id: 'risk',
      header: 'Risk',
      width: 72,
      align: 'end',
      from: 'xl',
      phone: 'hidden',
      cell: ({ risk }) => risk.toLocaleString('en-GB'),
    },
    {
      id: 'workloads',
      header: 'Frees',
      width: 104,
      cell: ({ workloads }) =>
        workloads > 0 ? (
          `${workloads.toLocaleString('en-GB')} ${workloads === 1 ? 'workload' : 'workloads'}`
        ) : (
          <span className="text-muted">nothing runs it</span>
        ),
    },
    {
      id: 'team',
      header: 'Team',
      width: 132,
      from: 'md',
      cell: ({ teams, otherTeams }) => (
        <>
          <TeamNames teams={teams} />
          {otherTeams > 0 && <span className="text-muted"> +{otherTeams}</span>}
        </>
      ),
    },
    { id: 'effort', header: 'Effort', width: 92, cell: ({ effort }) => <EffortBadge effort={effort} /> },
    {
      id: 'progress',
      header: 'Progress',
      width: 200,
      cell: (row) => (
        <span className="inline-flex flex-wrap items-center gap-x-2 align-middle">
          <FixProgress fix={row} />
          {row.endedAt && <Time at={row.endedAt} />}
        </span>
      ),
    },
  ]
}
