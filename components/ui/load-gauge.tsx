const HEIGHT = 18

/**
 * The load gauge: a thin vertical scale filled to the load, crossed by the load line where one is set. Without a line
 * the scale ends at `scale`, the greatest load beside which it stands, so that a column of gauges can be compared.
 */
export function LoadGauge({ load, scale, line }: { load: number; scale: number; line?: number | null }) {
  const top = Math.max(scale, line ?? 0, load, 1)
  const filled = (load / top) * HEIGHT
  const over = line !== undefined && line !== null && load > line
  const words = line ? `Load ${load.toFixed(1)}, line ${line.toFixed(1)}` : `Load ${load.toFixed(1)}, no line set`
  return (
    <span className="inline-flex items-center gap-2 align-middle" title={words}>
      <svg width="8" height={HEIGHT + 2} role="img" aria-label={words} className="shrink-0">
        <rect x=".5" y=".5" width="7" height={HEIGHT + 1} rx="1" className="fill-none stroke-line-strong" />
        <rect x="1" y={HEIGHT + 1 - filled} width="6" height={filled} className={over ? 'fill-danger' : 'fill-ink'} />
        {line ? (
          <path d={`M0 ${HEIGHT + 1 - (line / top) * HEIGHT}h8`} className="stroke-accent" strokeWidth="2" />
        ) : null}
      </svg>
      <span aria-hidden="true">{load.toFixed(1)}</span>
    </span>
  )
}
