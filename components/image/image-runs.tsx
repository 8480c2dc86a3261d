import Link from 'next/link'
import type { ImageDetail } from '../../lib/contract/image-detail.ts'
import { CarriedLoad, greatestLoad } from '../load/carried-load.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'

/** The workloads that run an image now. */
export function ImageRuns({ runs }: { runs: ImageDetail['runs'] }) {
  const scale = greatestLoad(runs)
  return (
    <FactsTable
      caption="Where it runs"
      rows={runs}
      rowKey={({ workload, imageRef }) => `${workload.id} ${imageRef}`}
      empty="No workload that you may see runs it. That is worth something only where an inventory reports."
      columns={[
        {
          heading: 'Workload',
          cell: ({ workload }) => (
            <>
              <Link href={`/workloads/${workload.id}`} className="inline-flex max-w-72 underline underline-offset-4">
                <MiddleTruncate text={`${workload.namespace}/${workload.name}`} tail={16} />
              </Link>{' '}
              <span className="text-muted">{workload.kind}</span>
            </>
          ),
        },
        { heading: 'Cluster', cell: ({ cluster }) => cluster },
        {
          heading: 'Version',
          cell: ({ digest }) =>
            digest ? (
              <code title={digest} className="font-mono text-xs">
                {digest.slice(0, 19)}
              </code>
            ) : (
              <Unknown why="No report told which version its reference means" />
            ),
        },
        { heading: 'Load', cell: ({ carries }) => <CarriedLoad carries={carries} scale={scale} /> },
        { heading: 'Since', cell: ({ startedAt }) => (startedAt ? <Time at={startedAt} /> : <Unknown />) },
      ]}
    />
  )
}
