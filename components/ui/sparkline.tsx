import { formatDay } from '../../lib/client/time-format.ts'
import { Unknown } from './unknown.tsx'

const WIDTH = 96
const HEIGHT = 20

export interface SparkPoint {
  /** ISO 8601. */
  at: string
  value: number
}

/**
 * A value over time as one stepped line, a row in a table high; `line` is drawn across it. Before its first point a value is
 * not known, and nothing is drawn; nor is anything while it is known for one day only. `label` says in words what is to be seen.
 */
export function Sparkline({
  points,
  from,
  to,
  line,
  label,
}: {
  points: readonly SparkPoint[]
  from: string
  to: string
  line?: number | null
  label: string
}) {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  const first = points[0] && Math.max(start, Date.parse(points[0].at))
  if (first === undefined) return <Unknown why="Nothing was measured yet">–</Unknown>
  if (dayOf(first) === dayOf(end - 1))
    return <Unknown why={`Known since ${formatDay(first, end, 'UTC')}: too short a time to draw`}>–</Unknown>
  const top = Math.max(line ?? 0, ...points.map(({ value }) => value), 0.1)
  const x = (at: string) => (Math.max(0, Math.min(1, (Date.parse(at) - start) / (end - start))) * WIDTH).toFixed(1)
  const y = (value: number) => (HEIGHT - 1 - (value / top) * (HEIGHT - 2)).toFixed(1)
  const path = points.map(({ at, value }, index) => (index === 0 ? `M${x(at)} ${y(value)}` : `H${x(at)}V${y(value)}`))
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label} className="shrink-0 align-middle">
      <title>{label}</title>
      {line !== null && line !== undefined && (
        <path d={`M0 ${y(line)}H${WIDTH}`} className="stroke-accent" strokeDasharray="3 2" />
      )}
      <path d={`${path.join('')}H${WIDTH}`} className="fill-none stroke-ink" strokeWidth="1.5" />
    </svg>
  )
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
