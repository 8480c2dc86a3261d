/** The value below which a share (0…1) of the samples lies, nearest rank. NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** One measured figure beside the baseline of the same run. */
export interface Figure {
  name: string
  value: number
  unit: string
  /** What the issue asks for, printed beside the figure; no run fails by it. */
  target?: string
  baseline?: { name: string; value: number }
}

/** Prints figures as aligned lines: name, value, target, and the ratio to the baseline. */
export function printFigures(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}`)
  const width = Math.max(...figures.map((figure) => figure.name.length))
  for (const { name, value, unit, target, baseline } of figures) {
    const ratio = baseline
      ? `  ${(value / baseline.value).toFixed(2)} × ${baseline.name} (${rounded(baseline.value)})`
      : ''
    console.log(
      `  ${name.padEnd(width)}  ${rounded(value).padStart(10)} ${unit}${target ? `  (target ${target})` : ''}${ratio}`,
    )
  }
}

function rounded(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}
