import Link from 'next/link'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { CarriedLoad, greatestLoad } from '../../load/carried-load.tsx'
import { FactsTable } from '../../table/facts-table.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { Time } from '../../ui/time.tsx'
import { Unknown } from '../../ui/unknown.tsx'
import { Affected, Rest } from './issue-versions.tsx'

/** The workloads where it is, and what makes a break-in there worse. */
export function IssueWorkloads({ workloads }: { workloads: IssueDetail['affectedWorkloads'] }) {
  const scale = greatestLoad(workloads.rows)
  return (
    <>
      <FactsTable
        caption="Workloads"
        rows={workloads.rows}
        rowKey={(workload) => workload.id}
        empty="No workload is known to have it. That is worth something only where an inventory reports."
        columns={[
          {
            heading: 'Workload',
            cell: (workload) => (
              <>
                <Link href={`/workloads/${workload.id}`} className="inline-flex max-w-72 underline underline-offset-4">
                  <MiddleTruncate text={`${workload.namespace}/${workload.name}`} tail={16} />
                </Link>{' '}
                <span className="text-muted">{workload.kind}</span>
              </>
            ),
          },
          {
            heading: 'Cluster',
            cell: (workload) => (
              <span className="whitespace-nowrap">
                {workload.cluster}{' '}
                {workload.environment ? (
                  <span className="text-muted">{workload.environment}</span>
                ) : (
                  <Unknown why="The environment of this cluster is not set">environment unknown</Unknown>
                )}
              </span>
            ),
          },
          { heading: 'Load', cell: ({ carries }) => <CarriedLoad carries={carries} scale={scale} /> },
          { heading: 'Affected', cell: (workload) => <Affected affected={workload.affected} /> },
          { heading: 'Replicas', numeric: true, cell: (workload) => workload.replicas ?? <Unknown /> },
          {
            heading: 'Containers',
            cell: (workload) => workload.containers.join(', ') || <Unknown why="No manifest of it was seen" />,
          },
          {
            heading: 'What makes it worse',
            cell: (workload) =>
              workload.privileges.length > 0 ? (
                <span className="inline-block min-w-40">{workload.privileges.join(', ')}</span>
              ) : (
                <span className="whitespace-nowrap text-muted">nothing known</span>
              ),
          },
          {
            heading: 'Last alert',
            cell: (workload) =>
              workload.lastAlertAt ? (
                <Time at={workload.lastAlertAt} />
              ) : (
                <span className="whitespace-nowrap text-muted">none seen</span>
              ),
          },
        ]}
      />
      <Rest shown={workloads.rows.length} total={workloads.total} what="workloads" />
    </>
  )
}
