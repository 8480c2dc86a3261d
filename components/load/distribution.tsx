'use client'

import { useQuery } from '@tanstack/react-query'
import { type LineScopeChoice, suggestionOptions } from '../../lib/client/load.ts'
import type { LoadDistribution } from '../../lib/contract/load.ts'
import { Button } from '../ui/button.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { KIND_WORDS } from './line-words.ts'

const WIDTH = 320
const HEIGHT = 72

/** How loads are spread today, with the line that this suggests and the one that is typed. */
export function Distribution({
  scope,
  typed,
  onTake,
}: {
  scope: LineScopeChoice
  typed: number | null
  onTake: (limit: number) => void
}) {
  const { data, error } = useQuery(suggestionOptions(scope))
  const { many } = KIND_WORDS[scope.kind]
  if (error) return <Unknown>The loads of today could not be read.</Unknown>
  if (!data) return <SkeletonLines label="Reading the loads of today" lines={3} />
  if (data.suggested === null)
    return <Unknown>None of these {many} has an open issue, so there is nothing to go by.</Unknown>
  const { suggested } = data
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p>
        {data.subjects.toLocaleString('en-GB')} {many} with open issues: median {data.median.toFixed(1)}, three of four
        at most {data.p75.toFixed(1)}, nine of ten at most {data.p90.toFixed(1)}, the highest {data.max.toFixed(1)}.
      </p>
      <Histogram data={data} typed={typed} />
      <div className="flex flex-wrap items-center gap-2">
        <Button size="small" onClick={() => onTake(suggested)}>
          Take {suggested.toFixed(1)}
        </Button>
        <span className="text-muted">
          {data.overSuggested.toLocaleString('en-GB')} of {data.subjects.toLocaleString('en-GB')} would be over it.
        </span>
      </div>
    </div>
  )
}

function Histogram({ data: { bars, suggested }, typed }: { data: LoadDistribution; typed: number | null }) {
  const most = Math.max(1, ...bars.map(({ subjects }) => subjects))
  const end = bars.at(-1)?.to ?? 1
  const x = (load: number) => Math.min(1, load / end) * WIDTH
  const words = bars
    .filter(({ subjects }) => subjects > 0)
    .map(({ from, to, subjects }) => `${subjects} from ${from.toFixed(1)} to ${to.toFixed(1)}`)
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT + 12}`}
      role="img"
      aria-label={`How the loads are spread: ${words.join(', ')}`}
      className="w-full max-w-80"
    >
      {bars.map(({ from, to, subjects }) => {
        const height = subjects === 0 ? 0 : Math.max(2, (subjects / most) * HEIGHT)
        return (
          <rect
            key={from}
            x={x(from) + 0.5}
            y={HEIGHT - height}
            width={Math.max(1, x(to) - x(from) - 1)}
            height={height}
            className="fill-line-strong"
          />
        )
      })}
      <path d={`M0 ${HEIGHT}H${WIDTH}`} className="stroke-control" />
      {suggested !== null && <path d={`M${x(suggested)} 0V${HEIGHT}`} className="stroke-muted" strokeDasharray="3 2" />}
      {typed !== null && <path d={`M${x(typed)} 0V${HEIGHT}`} className="stroke-accent" strokeWidth="2" />}
      <text x="0" y={HEIGHT + 11} className="fill-muted text-[10px]">
        0
      </text>
      <text x={WIDTH} y={HEIGHT + 11} textAnchor="end" className="fill-muted text-[10px]">
        {end.toFixed(0)}
      </text>
    </svg>
  )
}
