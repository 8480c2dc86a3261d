import { retiredVersions } from '../../domain/retirement.ts'
import type { Db } from '../../store/database.ts'
import { retireScopes, runningVersions, type ScannedVersion, scannedVersionsOf } from '../../store/engine/retirement.ts'

/**
 * Ends the sightings of versions that run nowhere, once the same source completely scanned a newer one (DESIGN.md §7.2).
 * Returns the issues that it concerns.
 */
export async function retire(tx: Db, imageIds: readonly number[], inventory: boolean, at: Date): Promise<number[]> {
  if (!inventory) return []
  const scans = await scannedVersionsOf(tx, imageIds)
  if (!scans.some(({ active }) => active)) return []
  const running = Map.groupBy(await runningVersions(tx, imageIds), ({ imageId }) => imageId)
  const scopeIds: number[] = []
  for (const one of Map.groupBy(scans, ({ imageId, source, scan }) => `${imageId} ${source} ${scan}`).values()) {
    const there = running.get(one[0]?.imageId ?? 0) ?? []
    // A container of which no version is known may run any of them.
    if (there.some(({ versionId }) => versionId === null)) continue
    scopeIds.push(...retiredScopes(one, new Set(there.map(({ versionId }) => String(versionId)))))
  }
  return retireScopes(tx, scopeIds, at)
}

function retiredScopes(scans: readonly ScannedVersion[], running: ReadonlySet<string>): number[] {
  const versions = scans.map(({ versionId, order }) => ({ id: String(versionId), order }))
  const complete = new Set(scans.filter((scan) => scan.complete).map(({ versionId }) => String(versionId)))
  const retired = new Set(retiredVersions(versions, running, complete))
  return scans.filter(({ versionId, active }) => active && retired.has(String(versionId))).map(({ scopeId }) => scopeId)
}
