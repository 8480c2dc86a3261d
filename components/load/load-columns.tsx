import type { LoadHistory, LoadRow } from '../../lib/contract/load.ts'
import type { FactsColumn } from '../table/facts-table.tsx'
import { LoadGauge } from '../ui/load-gauge.tsx'
import { LoadSparkline } from './load-sparkline.tsx'

/** The load of a team or cluster in a table of them: the gauge, and how it changed. What has no open issue carries nothing. */
export function loadColumns<Row extends { id: number }>({
  loads,
  history,
  scale,
}: {
  loads: ReadonlyMap<number, LoadRow> | undefined
  history: LoadHistory | undefined
  scale: number
}): FactsColumn<Row>[] {
  return [
    {
      heading: 'Load',
      cell: ({ id }) => {
        const row = loads?.get(id)
        return loads && <LoadGauge load={row?.load ?? 0} scale={scale} line={row?.loadLine ?? null} />
      },
    },
    {
      heading: '30 days',
      cell: ({ id }) => <LoadSparkline history={history} id={id} line={loads?.get(id)?.loadLine?.limit ?? null} />,
    },
  ]
}
