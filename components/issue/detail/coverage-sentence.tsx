import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { Time } from '../../ui/time.tsx'
import { Unknown } from '../../ui/unknown.tsx'

/** How much of what runs was looked at for this kind of problem, so that "not affected" is worth what it says. */
export function CoverageSentence({ coverage }: { coverage: IssueDetail['coverage'] }) {
  const { runningVersions, scannedVersions, oldestScanAt, unresolved } = coverage
  const also = unresolved > 0 && (
    <Unknown why="The inventory names a tag, and nothing told which version that is">
      {' '}
      {unresolved === 1 ? 'One running container runs' : `${unresolved} running containers run`} a version that is not
      known.
    </Unknown>
  )
  if (runningVersions === 0)
    return <>{also || <Unknown why="No inventory names this image">No version is known to run.</Unknown>}</>
  if (scannedVersions === 0)
    return (
      <Unknown>
        None of the {runningVersions} running versions was scanned.{also}
      </Unknown>
    )
  return (
    <>
      Scanned {scannedVersions} of {runningVersions} running {runningVersions === 1 ? 'version' : 'versions'}
      {oldestScanAt && (
        <>
          , {scannedVersions > 1 && 'oldest scan '}
          <Time at={oldestScanAt} />
        </>
      )}
      .{also}
    </>
  )
}
