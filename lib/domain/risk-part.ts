/** The groups of DESIGN.md §8 in their order; `total` holds only the limit of the whole. */
export type RiskGroup = 'threat' | 'reach' | 'privilege' | 'preconditions' | 'evidence' | 'total'

/** One line of the sum that the UI prints. */
export interface RiskPart {
  group: RiskGroup
  /** Stable name: `kev`, `exposed`; `privilege-limit` where a group (or the total) meets its bound. */
  code: string
  points: number
  why: string
  /** What would take the points away, when somebody can. */
  lever?: string
}

/** A fact that would count but that nobody told us: it neither helps nor hurts. */
export interface RiskUnknown {
  code: string
  why: string
}

/** The parts of one group, kept within its bounds by a limiting part, so that they still add up. */
export function limited(group: RiskGroup, parts: RiskPart[], min: number, max: number): RiskPart[] {
  let sum = 0
  for (const { points } of parts) sum += points
  if (sum > max)
    parts.push({ group, code: `${group}-limit`, points: max - sum, why: `${nameOf(group)} is at most ${max}` })
  if (sum < min)
    parts.push({ group, code: `${group}-limit`, points: min - sum, why: `${nameOf(group)} is at least ${min}` })
  return parts
}

function nameOf(group: RiskGroup): string {
  return group === 'total' ? 'A risk' : `The part for ${group}`
}
