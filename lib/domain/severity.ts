/** Severities from worst to least; `unknown` means that no source stated one, and never counts as harmless. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'unknown'] as const

export type Severity = (typeof SEVERITIES)[number]

/** The rank that the database stores and sorts by: 4 critical … 1 low, 0 unknown. */
export const SEVERITY_RANK = { critical: 4, high: 3, medium: 2, low: 1, unknown: 0 } as const satisfies Record<
  Severity,
  number
>

/** The severity of a stored rank; a rank outside 0…4 reads as `unknown`. */
export function severityOfRank(rank: number): Severity {
  return SEVERITIES[4 - rank] ?? 'unknown'
}
