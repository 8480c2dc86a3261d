/** What a change takes off one subject's weight. */
export interface WeightOff {
  weight: number
}

export interface StepDown<Fix> {
  fix: Fix
  /** Of the subject once this and all before it are done. */
  left: number
}

export interface WayDown<Fix> {
  steps: StepDown<Fix>[]
  /** Whether the subject is on or below the line after the last step. */
  reaches: boolean
}

/**
 * The fixes that bring a weight to its line, the one that removes most first, and no more of them than it takes. The fixes
 * close different issues, so what they remove adds up and the greatest first is the shortest list there is.
 */
export function wayBelow<Fix extends WeightOff>(weight: number, line: number, fixes: readonly Fix[]): WayDown<Fix> {
  const steps: StepDown<Fix>[] = []
  let left = weight
  for (const fix of fixes.filter((one) => one.weight > 0).toSorted((one, other) => other.weight - one.weight)) {
    if (left <= line) break
    left = Math.max(0, left - fix.weight)
    steps.push({ fix, left })
  }
  return { steps, reaches: left <= line }
}
