'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { loadHistoryOptions, loadListOptions } from '../../lib/client/load.ts'
import type { LoadHistory, LoadRow } from '../../lib/contract/load.ts'
import type { Metrics } from '../../lib/contract/metrics.ts'
import { lengthOf } from '../../lib/domain/metrics/day.ts'
import { Chart } from '../charts/chart.tsx'
import type { Series } from '../charts/series.ts'

const SHOWN = 5

type Point = Record<string, string | number | null>

const LOOKS = [
  { colour: 'accent', pattern: 'solid' },
  { colour: 'warn', pattern: 'striped' },
  { colour: 'runtime', pattern: 'dotted' },
  { colour: 'build', pattern: 'striped' },
  { colour: 'muted', pattern: 'dotted' },
] as const satisfies readonly Pick<Series<Point>, 'colour' | 'pattern'>[]

const DEFINITION =
  'The load that the open issues of a team weigh, Σ 10·(risk/100)², each issue once, at the end of each day. A few dangerous issues outweigh many harmless ones.'
const load = (value: number) => value.toFixed(1)

/** The loads of the teams that carry the most, up to today. */
export function LoadChart({ metrics }: { metrics: Metrics }) {
  const teams = useInfiniteQuery(loadListOptions('team', SHOWN))
  const rows = teams.data?.pages[0]?.rows ?? []
  const history = useQuery(
    loadHistoryOptions(
      'team',
      rows.map(({ id }) => id),
      lengthOf(metrics.period),
    ),
  )
  if (!history.data || rows.length === 0) return null
  return (
    <Chart
      title="Load over time"
      definition={DEFINITION}
      summary={rows.map((row) => `${row.name} ${load(row.load)}`).join(', ')}
      chart={{
        points: pointsOf(metrics, rows, history.data),
        labelOf: (point) => String(point.to),
        form: 'lines',
        format: load,
        formatTick: load,
        series: rows.slice(0, SHOWN).map((row, at) => ({ key: String(row.id), label: row.name, ...LOOKS[at]! })),
      }}
    />
  )
}

/** At the end of each step what was sampled last; not known before the first sample. */
function pointsOf({ steps }: Metrics, rows: readonly LoadRow[], history: LoadHistory): Point[] {
  const samplesOf = new Map(history.rows.map(({ id, samples }) => [id, samples]))
  return steps.map(({ to }) => {
    const end = `${to}T23:59:59.999Z`
    return {
      to,
      ...Object.fromEntries(
        rows.map(({ id }) => [String(id), samplesOf.get(id)?.findLast(({ at }) => at <= end)?.load ?? null]),
      ),
    }
  })
}
