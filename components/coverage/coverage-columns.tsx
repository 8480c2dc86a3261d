import Link from 'next/link'
import type { WorkloadCoverage } from '../../lib/contract/coverage.ts'
import { STAGES } from '../../lib/domain/observation.ts'
import type { Column } from '../table/column.ts'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { STAGE_NAMES } from './stage-names.ts'
import { StageState } from './stage-state.tsx'

export function coverageColumns(): Column<WorkloadCoverage>[] {
  return [
    {
      id: 'name',
      header: 'Workload',
      width: null,
      phone: 'title',
      cell: ({ id, namespace, name, kind }) => (
        <Link href={`/workloads/${id}`} className="flex min-w-0 hover:underline" title={kind}>
          <MiddleTruncate text={`${namespace}/${name}`} />
        </Link>
      ),
    },
    { id: 'cluster', header: 'Cluster', width: 110, from: 'lg', cell: ({ cluster }) => cluster.name },
    {
      id: 'team',
      header: 'Team',
      width: 110,
      from: 'md',
      cell: ({ team }) => team?.name ?? <span className="text-muted">unowned</span>,
    },
    ...STAGES.map(
      (stage): Column<WorkloadCoverage> => ({
        id: stage,
        header: STAGE_NAMES[stage],
        width: 230,
        cell: ({ stages }) => <StageState stage={stage} coverage={stages[stage]} />,
      }),
    ),
  ]
}
