import type { ImageLayer } from './observation.ts'

/**
 * What is known of an image's layers after a report tells of them too: the report fills in what was not known. A content
 * digest stands for the same layers for ever, so that a report that contradicts is not believed; one that is only a tag's
 * name (`isFixed` false) may stand for other layers today.
 */
export function joinLayers(
  known: readonly ImageLayer[],
  told: readonly ImageLayer[],
  isFixed: boolean,
): readonly ImageLayer[] {
  if (told.length === 0) return known
  if (known.length === 0) return told
  const agrees = known.length === told.length && known.every((layer, index) => isSame(layer, told[index] as ImageLayer))
  if (!agrees) return isFixed ? known : told
  return known.map((layer, index) => {
    const { digest, diffId, createdBy } = told[index] as ImageLayer
    return {
      digest: layer.digest ?? digest,
      diffId: layer.diffId ?? diffId,
      createdBy: layer.createdBy ?? createdBy,
    }
  })
}

/** As far as both say. */
function isSame(one: ImageLayer, other: ImageLayer): boolean {
  const differs = (a: string | null, b: string | null) => a !== null && b !== null && a !== b
  return !differs(one.digest, other.digest) && !differs(one.diffId, other.diffId)
}
