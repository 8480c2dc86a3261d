/** A risk from 0 to 100 as a number and a tiny bar. Drawn, not a background, so that it is printed too. */
export function RiskScore({ risk }: { risk: number }) {
  return (
    <span className="inline-flex items-center gap-2 align-middle" title={`Risk ${risk} of 100`}>
      <span className="sr-only">Risk</span>
      <span className="w-6 text-right font-medium">{risk}</span>
      <Bar percent={risk} width={32} />
    </span>
  )
}

function Bar({ percent, width }: { percent: number; width: number }) {
  const filled = (Math.min(100, Math.max(0, percent)) / 100) * width
  return (
    <svg width={width} height="6" aria-hidden="true" className="shrink-0">
      <rect width={width} height="6" rx="1" className="fill-line" />
      <rect width={filled} height="6" rx="1" className="fill-ink" />
    </svg>
  )
}
