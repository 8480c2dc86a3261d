import Link from 'next/link'
import type { WorkloadRow } from '../../lib/contract/workloads.ts'
import type { Column } from '../table/column.ts'
import { Badge } from '../ui/badge.tsx'
import { LoadGauge } from '../ui/load-gauge.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { RiskScore } from '../ui/risk-score.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { CoverageNote } from './coverage.tsx'
import { SeverityCounts } from './severity-counts.tsx'

const UNSEEN = 'Nothing that it runs was scanned'

/** No scan and no finding: then "none" would be a claim that nobody can make. */
function isUnseen({ coverage, maxRisk }: WorkloadRow): boolean {
  return coverage.scanned === 0 && maxRisk === null
}

/** The columns of the workloads list; `scale` is the greatest load in it, so that the gauges can be compared. */
export function workloadColumns(scale: number): Column<WorkloadRow>[] {
  return [
    {
      id: 'name',
      header: 'Workload',
      width: null,
      phone: 'title',
      cell: ({ id, namespace, name, kind, goneAt, brokeGlassAt }) => (
        <span className="flex min-w-0 items-center gap-2">
          <Link href={`/workloads/${id}`} className="min-w-0 hover:underline" title={kind}>
            <MiddleTruncate text={`${namespace}/${name}`} />
          </Link>
          {goneAt && <Badge>gone</Badge>}
          {brokeGlassAt && <Badge tone="warn">broke glass</Badge>}
        </span>
      ),
    },
    { id: 'cluster', header: 'Cluster', width: 120, from: 'lg', cell: ({ cluster }) => cluster.name },
    {
      id: 'team',
      header: 'Team',
      width: 120,
      cell: ({ team }) => team?.name ?? <span className="text-muted">unowned</span>,
    },
    {
      id: 'load',
      header: 'Load',
      width: 96,
      cell: (row) =>
        isUnseen(row) ? <Unknown why={UNSEEN} /> : <LoadGauge load={row.load} scale={scale} line={row.loadLine} />,
    },
    {
      id: 'risk',
      header: 'Highest risk',
      width: 110,
      from: 'md',
      cell: (row) => {
        if (row.maxRisk !== null) return <RiskScore risk={row.maxRisk} />
        return isUnseen(row) ? <Unknown why={UNSEEN} /> : <span className="text-muted">none</span>
      },
    },
    {
      id: 'issues',
      header: 'Open issues',
      width: 240,
      cell: (row) => (isUnseen(row) ? <Unknown why={UNSEEN} /> : <SeverityCounts counts={row.openIssues} />),
    },
    {
      id: 'coverage',
      header: 'Images scanned',
      width: 190,
      from: 'lg',
      cell: ({ coverage }) => <CoverageNote coverage={coverage} />,
    },
    {
      id: 'alert',
      header: 'Last alert',
      width: 100,
      from: 'xl',
      cell: ({ lastAlertAt }) => (
        <>
          <span className="sm:hidden">{lastAlertAt ? 'alert ' : 'no alert'}</span>
          {lastAlertAt ? <Time at={lastAlertAt} /> : <span className="text-muted max-sm:hidden">none</span>}
        </>
      ),
    },
  ]
}
