/** A set of issue keys; a `Map` by key or a `Set` will do. */
export interface KeySet {
  readonly size: number
  has(key: string): boolean
  keys(): Iterable<string>
}

/** One scope (source + asset version + kind of scan) as it was and as it is now reported (DESIGN.md §7.1). */
export interface ScopeReport<Sighting> {
  /** The scope's active sightings by issue key. */
  previous: ReadonlyMap<string, Sighting>
  /** What the report saw in this scope. */
  observed: KeySet
  /** False when the scan failed or was cut short: then absence means nothing. */
  complete: boolean
  /** True once a person has confirmed a report that was held. */
  confirmed?: boolean
  /** A report that would end more than this share (0…1) of the scope's sightings … */
  holdShare?: number
  /** … and at least this many is held (DESIGN.md §7.6). */
  holdMinimum?: number
}

export interface ScopeOutcome<Sighting> {
  /** Keys that are new in this scope. */
  seen: string[]
  /** How many sightings were seen again. */
  still: number
  /** Sightings that are over. */
  ended: Sighting[]
  /** Set when the report waits for a person; then nothing is seen and nothing ends. */
  held: { share: number; wouldEnd: number } | null
}

export const DEFAULT_HOLD_SHARE = 0.5
export const DEFAULT_HOLD_MINIMUM = 20

/** What a report changes in its scope. Applying the outcome and reconciling again changes nothing. */
export function reconcile<Sighting>(report: ScopeReport<Sighting>): ScopeOutcome<Sighting> {
  const { previous, observed, complete, confirmed = false } = report
  const { holdShare = DEFAULT_HOLD_SHARE, holdMinimum = DEFAULT_HOLD_MINIMUM } = report

  const ended: Sighting[] = []
  if (complete) {
    for (const [key, sighting] of previous) if (!observed.has(key)) ended.push(sighting)
  }
  const share = previous.size === 0 ? 0 : ended.length / previous.size
  if (!confirmed && ended.length >= Math.max(1, holdMinimum) && share > holdShare) {
    return { seen: [], still: previous.size - ended.length, ended: [], held: { share, wouldEnd: ended.length } }
  }

  const seen: string[] = []
  let still = 0
  for (const key of observed.keys()) {
    if (previous.has(key)) still += 1
    else seen.push(key)
  }
  return { seen, still, ended, held: null }
}
