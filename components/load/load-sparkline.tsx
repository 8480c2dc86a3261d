import type { LoadHistory } from '../../lib/contract/load.ts'
import { Sparkline } from '../ui/sparkline.tsx'

/** How a load changed over the days that were read, with its line across. */
export function LoadSparkline({
  history,
  id,
  namespace = '',
  line,
}: {
  history: LoadHistory | undefined
  id: number
  namespace?: string
  line: number | null
}) {
  if (!history) return null
  const samples = history.rows.find((row) => row.id === id && row.namespace === namespace)?.samples ?? []
  const points = samples.map(({ at, load }) => ({ at, value: load }))
  return (
    <Sparkline points={points} from={history.from} to={history.to} line={line} label={told(points, history, line)} />
  )
}

/** What a picture of a load over time shows, in one sentence. */
function told(
  points: readonly { at: string; value: number }[],
  { from, to }: LoadHistory,
  line: number | null,
): string {
  const values = points.map(({ value }) => value)
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
  const [first, last] = [values[0] ?? 0, values.at(-1) ?? 0]
  const across = line === null ? 'no line set' : `line ${line.toFixed(1)}`
  return `Load over ${days} days: from ${first.toFixed(1)} to ${last.toFixed(1)}, at most ${Math.max(...values).toFixed(1)}, ${across}`
}
