/** One version of an image repository. `order` rises with age of arrival: a newer version has the greater order. */
export interface VersionOrder {
  id: string
  order: number
}

/**
 * The versions whose sightings end although nobody rescanned them (DESIGN.md §7.2, §7.4): they run nowhere, and a newer
 * version of the repository was scanned completely. Whether the newer one is clean needs no question here: where it is
 * not, its own sighting keeps the issue open.
 *
 * @param running ids of running versions; null when no inventory is known, which retires nothing
 * @param scanned ids of versions with a complete scan of the kind (and by the source) whose sightings would end
 */
export function retiredVersions(
  versions: readonly VersionOrder[],
  running: ReadonlySet<string> | null,
  scanned: ReadonlySet<string>,
): string[] {
  if (running === null) return []
  let newestScanned = Number.NEGATIVE_INFINITY
  for (const { id, order } of versions) if (scanned.has(id) && order > newestScanned) newestScanned = order
  return versions.filter(({ id, order }) => order < newestScanned && !running.has(id)).map(({ id }) => id)
}

/** One stay of a version in a workload. `order` rises with the start of the stay. `version` is null when it was not resolved. */
export interface Stay {
  workload: string
  version: string | null
  order: number
}

/** How far a fix of an image came: no bad version ever ran, one that ran gave way to a clean one, or neither. */
export type FixReach = 'never-ran' | 'rolled-out' | 'none'

/**
 * Whether a fix, and not mere absence, ended a problem of an image: when no bad version ever ran, or when a workload that
 * ran one later ran a version that scanned clean. Deleting workloads, or moving them to versions that nobody scanned, is
 * no fix.
 *
 * @param bad ids of versions on which the problem was seen in this episode
 * @param scanned ids of completely scanned versions
 */
export function fixReach(stays: readonly Stay[], bad: ReadonlySet<string>, scanned: ReadonlySet<string>): FixReach {
  const firstBad = new Map<string, number>()
  for (const { workload, version, order } of stays) {
    if (version === null || !bad.has(version)) continue
    firstBad.set(workload, Math.min(order, firstBad.get(workload) ?? order))
  }
  if (firstBad.size === 0) return 'never-ran'
  const moved = stays.some(({ workload, version, order }) => {
    const since = firstBad.get(workload)
    return since !== undefined && order > since && version !== null && scanned.has(version) && !bad.has(version)
  })
  return moved ? 'rolled-out' : 'none'
}
