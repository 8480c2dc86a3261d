'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { loadHistoryOptions, loadListOptions } from '../../lib/client/load.ts'
import { formatSpan } from '../../lib/client/time-format.ts'
import type { LoadHistory, LoadRow } from '../../lib/contract/load.ts'
import type { Metrics } from '../../lib/contract/metrics.ts'
import { lengthOf } from '../../lib/domain/metrics/day.ts'
import { Chart } from '../charts/chart.tsx'
import type { Series } from '../charts/series.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { Section } from '../ui/section.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

const SHOWN = 5

type Point = Record<string, string | number | null>

const LOOKS = [
  { colour: 'accent', pattern: 'solid' },
  { colour: 'warn', pattern: 'striped' },
  { colour: 'runtime', pattern: 'dotted' },
  { colour: 'build', pattern: 'striped' },
  { colour: 'muted', pattern: 'dotted' },
] as const satisfies readonly Pick<Series<Point>, 'colour' | 'pattern'>[]

const TITLE = 'Load over time'
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
  const error = teams.error ?? history.error
  if (error)
    return (
      <Section title={TITLE}>
        <ErrorState what="the loads" error={error} onRetry={teams.error ? teams.refetch : history.refetch} />
      </Section>
    )
  if (teams.data && rows.length === 0) return null
  if (!history.data) return <Skeleton className="h-[240px] w-full" />
  const now = Date.parse(metrics.today)
  const points = pointsOf(metrics, rows, history.data)
  const known = points.filter((point) => rows.some(({ id }) => point[id] !== null))
  return (
    <Chart
      title={TITLE}
      definition={DEFINITION}
      summary={rows.map((row) => `${row.name} ${load(row.load)}`).join(', ')}
      {...(known.length < 2 && { notYet: tooShort(history.data, now) })}
      chart={{
        points,
        labelOf: ({ from, to }) => formatSpan(String(from), String(to), now),
        form: 'lines',
        format: load,
        formatTick: load,
        series: rows.map((row, at) => ({ key: String(row.id), label: row.name, ...LOOKS[at % LOOKS.length]! })),
      }}
    />
  )
}

function tooShort({ rows }: LoadHistory, now: number): string {
  const first = rows.flatMap(({ samples }) => samples[0]?.at ?? []).toSorted()[0]
  if (first === undefined) return 'No load was measured yet: it is drawn from its first day.'
  const day = first.slice(0, 10)
  return `Load is drawn from its first day: since ${formatSpan(day, day, now)}, which is too short a time for a line.`
}

/** At the end of each step what was sampled last; not known before the first sample. */
function pointsOf({ steps }: Metrics, rows: readonly LoadRow[], history: LoadHistory): Point[] {
  const samplesOf = new Map(history.rows.map(({ id, samples }) => [id, samples]))
  return steps.map(({ from, to }) => {
    const end = `${to}T23:59:59.999Z`
    return {
      ...{ from, to },
      ...Object.fromEntries(
        rows.map(({ id }) => [String(id), samplesOf.get(id)?.findLast(({ at }) => at <= end)?.load ?? null]),
      ),
    }
  })
}
