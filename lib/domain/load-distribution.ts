export interface Bar {
  /** Weights from here on, and below `to`; the last bar has its end too. */
  from: number
  to: number
  subjects: number
}

export interface LoadDistribution {
  subjects: number
  median: number
  p75: number
  p90: number
  max: number
  /** A line under which three quarters are today, rounded up to a readable load; null when there is nothing to go by. */
  suggested: number | null
  /** Subjects that would be over the suggested line. */
  overSuggested: number
  bars: Bar[]
}

const BARS = 12

/** How weights of subjects are spread, and the line that they suggest: the weight that three of four do not exceed. */
export function distributionOf(weights: readonly number[]): LoadDistribution {
  const sorted = weights.toSorted((one, other) => one - other)
  const max = sorted.at(-1) ?? 0
  const p75 = rank(sorted, 0.75)
  const suggested = max === 0 ? null : readable(Math.max(p75, 1))
  return {
    subjects: sorted.length,
    median: rank(sorted, 0.5),
    p75,
    p90: rank(sorted, 0.9),
    max,
    suggested,
    overSuggested: suggested === null ? 0 : sorted.filter((weight) => weight > suggested).length,
    bars: barsOf(sorted, max),
  }
}

/** Nearest rank: the smallest value that at least this share does not exceed. */
function rank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}

/** Rounded up to 1, 2 or 5 tenths of its power of ten, never below a tenth of a load. */
function readable(weight: number): number {
  const step = Math.max(100, 10 ** Math.floor(Math.log10(weight)) / 2)
  return Math.ceil(weight / step) * step
}

function barsOf(sorted: readonly number[], max: number): Bar[] {
  if (max === 0) return []
  const width = Math.max(1, Math.ceil((max + 1) / BARS))
  const bars = Array.from({ length: Math.ceil((max + 1) / width) }, (_, index) => ({
    from: index * width,
    to: (index + 1) * width,
    subjects: 0,
  }))
  for (const weight of sorted) bars[Math.floor(weight / width)]!.subjects++
  return bars
}
