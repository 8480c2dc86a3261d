import { hash } from 'node:crypto'
import { namedBase } from '../../domain/base-image.ts'
import { chainIds } from '../../domain/chain-id.ts'
import { joinLayers } from '../../domain/image-layers.ts'
import type { ImageSubject } from '../../domain/observation.ts'
import type { Db } from '../../store/database.ts'
import { builtOn, countNamedBases, inferBases, markRunnersDue, nameBase } from '../../store/engine/base-images.ts'
import { layersOf, noteTags, noteVersion, type StoredLayer, setLayers } from '../../store/engine/image-versions.ts'

/** Stores what a report says of an image version: platform, labels, layers, base, and where its tags pointed at that time. */
export async function describeImage(
  tx: Db,
  imageId: number,
  version: { id: number; digest: string },
  subject: ImageSubject,
  statedBase: string | undefined,
  at: Date,
): Promise<void> {
  await noteVersion(tx, version.id, subject)
  await noteTags(tx, imageId, version.id, subject.tags, at)
  const base = namedBase(statedBase, subject.labels)
  const isRenamed = base !== null && (await nameBase(tx, version.id, base))
  const isRestacked = await restack(tx, version, subject)
  if (!isRenamed && !isRestacked) return
  const above = isRestacked ? await builtOn(tx, version.id) : []
  const concerned = [version.id, ...above]
  await countNamedBases(tx, concerned)
  await inferBases(tx, concerned)
  // What sits in a base's layers may be its owner's, in images that no report is about now.
  if (above.length > 0) await markRunnersDue(tx, above, new Date())
}

/** Brings the version's layers up to what is known by now; returns whether that is news. */
async function restack(
  tx: Db,
  { id, digest }: { id: number; digest: string },
  subject: ImageSubject,
): Promise<boolean> {
  if (subject.layers.length === 0) return false
  const known = await layersOf(tx, id)
  const layers = joinLayers(known, subject.layers, !digest.startsWith('tag:'))
  const chain = chainIds(
    layers.map(({ diffId }) => diffId),
    (text) => hash('sha256', text),
  )
  const now = layers.map(
    ({ digest, diffId, createdBy }, index): StoredLayer => ({
      ...{ digest, diffId, createdBy, chainId: chain[index] ?? null },
    }),
  )
  if (JSON.stringify(now) === JSON.stringify(known)) return false
  await setLayers(tx, id, now)
  return true
}
