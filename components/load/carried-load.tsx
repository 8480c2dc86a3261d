import type { CarriedLoad as Carried } from '../../lib/contract/carried-load.ts'
import { LoadGauge } from '../ui/load-gauge.tsx'
import { Unknown } from '../ui/unknown.tsx'

/** The load of a workload in a list; `scale` is the greatest beside which it stands. */
export function CarriedLoad({ carries, scale }: { carries: Carried | null; scale: number }) {
  if (!carries) return <Unknown why="Your role sees the loads of your own teams">not yours to see</Unknown>
  if (carries.load === null) return <Unknown why="Nothing that it runs was scanned" />
  return <LoadGauge load={carries.load} scale={scale} line={carries.loadLine} />
}

/** The greatest of some loads, by which their gauges are drawn. */
export function greatestLoad(rows: readonly { carries: Carried | null }[]): number {
  return Math.max(1, ...rows.map(({ carries }) => carries?.load ?? 0))
}
