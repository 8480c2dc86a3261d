'use client'

import type { LineReading } from '../../lib/contract/load.ts'
import { loadStateWords, loadWords } from './load-words.ts'
import { Tooltip } from './tooltip.tsx'

const HEIGHT = 18
const FILL = { under: 'fill-ink', near: 'fill-warn', over: 'fill-danger' } as const
const TEXT = { near: 'text-warn', over: 'text-danger' } as const

/**
 * The load gauge: a thin vertical scale filled to the load, crossed by the load line where one is set. Without a line
 * the scale ends at `scale`, the greatest load beside which it stands, so that a column of gauges can be compared.
 */
export function LoadGauge({
  load,
  scale,
  line,
  means = loadWords(load, line),
}: {
  load: number
  scale: number
  line: LineReading | null
  /** What the number is, where it is not the load of something. */
  means?: string
}) {
  const top = Math.max(scale, line?.limit ?? 0, load, 1)
  const height = (value: number) => (value / top) * HEIGHT
  const state = line?.state ?? 'under'
  return (
    <Tooltip content={means}>
      <button type="button" className="inline-flex items-center gap-2 whitespace-nowrap align-middle">
        <svg width="12" height={HEIGHT + 2} aria-hidden="true" className="shrink-0">
          <rect x="2.5" y=".5" width="7" height={HEIGHT + 1} rx="1" className="fill-none stroke-line-strong" />
          <rect x="3" y={HEIGHT + 1 - height(load)} width="6" height={height(load)} className={FILL[state]} />
          {line && <path d={`M0 ${HEIGHT + 1 - height(line.limit)}h12`} className="stroke-accent" strokeWidth="2" />}
        </svg>
        <span className="sr-only">Load </span>
        {load.toFixed(1)}
        {line && <span className="sr-only">, line {line.limit.toFixed(1)}, </span>}
        {line && state === 'under' && <span className="sr-only">{loadStateWords(state)}</span>}
        {state !== 'under' && <span className={`font-medium text-xs ${TEXT[state]}`}>{loadStateWords(state)}</span>}
      </button>
    </Tooltip>
  )
}
