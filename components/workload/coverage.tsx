import type { WorkloadRow } from '../../lib/contract/workloads.ts'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'

/** What is known of the images that a workload runs: how many were scanned, and how old the oldest scan is. */
export function CoverageNote({ coverage }: { coverage: WorkloadRow['coverage'] }) {
  const { containers, scanned, oldestScanAt } = coverage
  if (containers === 0) return <Unknown why="No manifest of this workload was seen yet">not known</Unknown>
  if (scanned === 0) return <Unknown why="No complete scan of these image versions came in">never scanned</Unknown>
  return (
    <span className={scanned < containers ? 'text-unknown' : undefined}>
      {scanned} of {containers} scanned
      {oldestScanAt && (
        <>
          , <Time at={oldestScanAt} />
        </>
      )}
    </span>
  )
}
