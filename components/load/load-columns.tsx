import type { LoadHistory, LoadRow } from '../../lib/contract/load.ts'
import type { FactsColumn } from '../table/facts-table.tsx'
import { LoadGauge } from '../ui/load-gauge.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { LoadSparkline } from './load-sparkline.tsx'

/** The load of a team or cluster in a table of them: the gauge, and how it changed. */
export function loadColumns<Row extends { id: number }>({
  loads,
  history,
  scale,
  error,
}: {
  loads: ReadonlyMap<number, LoadRow> | undefined
  history: LoadHistory | undefined
  scale: number
  /** Why there are no loads. */
  error: unknown
}): FactsColumn<Row>[] {
  return [
    {
      heading: 'Load',
      cell: ({ id }) => {
        const row = loads?.get(id)
        if (!loads && error) return <Unknown why="The loads could not be read" />
        if (row) return <LoadGauge load={row.load} scale={scale} line={row.loadLine} />
        return loads && <Unknown why="Your role sees the loads of your own teams">not yours to see</Unknown>
      },
    },
    {
      heading: '30 days',
      cell: ({ id }) =>
        loads?.has(id) && <LoadSparkline history={history} id={id} line={loads.get(id)?.loadLine?.limit ?? null} />,
    },
  ]
}
