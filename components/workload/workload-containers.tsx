import Link from 'next/link'
import type { WorkloadDetail } from '../../lib/contract/workloads.ts'
import { Badge } from '../ui/badge.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { PrivilegeList } from './privilege-list.tsx'
import { containerPrivileges } from './privileges.ts'

/** Each container with the image version that it runs, whether that was scanned, and what it may do. */
export function WorkloadContainers({ containers }: { containers: WorkloadDetail['containers'] }) {
  return (
    <ul className="flex flex-col gap-4">
      {containers.map((container) => (
        <li key={`${container.type}/${container.name}`} className="flex flex-col gap-1">
          <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
            <h3 className="font-medium text-sm">{container.name}</h3>
            {container.type !== 'app' && <Badge>{container.type}</Badge>}
            <span className="inline-flex min-w-0 items-center gap-1">
              <ImageName container={container} />
              <CopyButton text={container.imageRef} label="Copy image reference" />
            </span>
          </div>
          <p className="text-muted text-sm">
            {container.digest === null ? (
              <Unknown why="No report told which version this reference means">image version not known</Unknown>
            ) : container.scannedAt ? (
              <>
                Scanned by {container.scannedBy.join(', ')} <Time at={container.scannedAt} />
              </>
            ) : (
              <Unknown why="No complete scan of this version came in">this version was never scanned</Unknown>
            )}
          </p>
          <PrivilegeList privileges={containerPrivileges(container)} />
          {(container.capabilitiesAdded.length > 0 || container.capabilitiesDropped.length > 0) && (
            <p className="text-muted text-sm">
              {container.capabilitiesAdded.length > 0 && `Adds ${container.capabilitiesAdded.join(', ')}. `}
              {container.capabilitiesDropped.length > 0 && `Drops ${container.capabilitiesDropped.join(', ')}.`}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Leads to the image where that is known. */
function ImageName({ container: { imageRef, image } }: { container: WorkloadDetail['containers'][number] }) {
  const name = <MiddleTruncate text={imageRef} tail={24} mono />
  if (!image) return name
  return (
    <Link href={`/images/${image.id}`} className="flex min-w-0 underline underline-offset-4">
      {name}
    </Link>
  )
}
