import { retiredVersions } from '../../domain/retirement.ts'
import type { Db } from '../../store/database.ts'
import {
  type RanVersion,
  type RetiredScope,
  ranVersions,
  retireAlike,
  retireScopes,
  type ScannedVersion,
  scannedVersionsOf,
} from '../../store/engine/retirement.ts'

/**
 * Ends the sightings of versions that run nowhere, once the same source completely scanned a newer one (DESIGN.md §7.2), as
 * of when both were so, and what others saw there of the same issues. Returns the issues that it concerns.
 */
export async function retire(tx: Db, imageIds: readonly number[], inventory: boolean): Promise<number[]> {
  if (!inventory) return []
  const scans = await scannedVersionsOf(tx, imageIds)
  if (!scans.some(({ active }) => active)) return []
  const ran = Map.groupBy(await ranVersions(tx, imageIds), ({ imageId }) => imageId)
  const retired: RetiredScope[] = []
  for (const scansOfOne of Map.groupBy(scans, ({ imageId, source, scan }) => `${imageId} ${source} ${scan}`).values()) {
    retired.push(...retiredScopes(scansOfOne, ran.get(scansOfOne[0]?.imageId ?? 0) ?? []))
  }
  return [...(await retireScopes(tx, retired)), ...(await retireAlike(tx, imageIds))]
}

function retiredScopes(scans: readonly ScannedVersion[], ran: readonly RanVersion[]): RetiredScope[] {
  const running = ran.filter(({ endedAt }) => endedAt === null)
  // A container of which no version is known may run any of them.
  if (running.some(({ versionId }) => versionId === null)) return []
  const versions = scans.map(({ versionId, order }) => ({ id: String(versionId), order }))
  const complete = new Set(scans.flatMap(({ versionId, completeAt }) => (completeAt === null ? [] : String(versionId))))
  const retired = new Set(
    retiredVersions(versions, new Set(running.map(({ versionId }) => String(versionId))), complete),
  )
  return scans
    .filter(({ versionId, active }) => active && retired.has(String(versionId)))
    .map((scan) => {
      const newer = scans.flatMap(({ order, completeAt }) =>
        order > scan.order && completeAt !== null ? completeAt : [],
      )
      const left = ran.find(({ versionId }) => versionId === scan.versionId)?.endedAt ?? 0
      return { id: scan.scopeId, at: new Date(Math.max(left, Math.min(...newer))) }
    })
}
