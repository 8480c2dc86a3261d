import type { ImageRow } from '../../lib/contract/images.ts'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Unknown } from '../ui/unknown.tsx'

/** How a base image was found, in words. */
export const FOUND_BY: Record<NonNullable<ImageRow['base']>['foundBy'], string> = {
  stated: 'stated when the report was sent',
  label: 'said by the image’s labels',
  layers: 'found by the layers that they share',
}

/** What an image is built on. */
export function BaseImage({ base }: { base: ImageRow['base'] }) {
  if (!base) return <Unknown why="No label, option or shared layers say what it is built on" />
  return (
    <span className="flex min-w-0" title={FOUND_BY[base.foundBy]}>
      <MiddleTruncate text={base.reference} tail={16} mono />
    </span>
  )
}
