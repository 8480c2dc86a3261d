import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { FactsTable } from '../../table/facts-table.tsx'
import { Time } from '../../ui/time.tsx'
import { Rest } from './issue-versions.tsx'

/** The alerts of a threat by the hour, with one of each hour as the sensor sent it. */
export function IssueAlerts({ alerts }: { alerts: IssueDetail['alerts'] }) {
  return (
    <>
      <FactsTable
        caption="Alerts by the hour"
        rows={alerts.rows}
        rowKey={(hour) => hour.hour}
        empty="No alert of it is kept."
        columns={[
          { heading: 'Last in the hour', cell: (hour) => <Time at={hour.lastAt} /> },
          { heading: 'Alerts', numeric: true, cell: (hour) => hour.alerts.toLocaleString('en-GB') },
          {
            heading: 'One of them',
            cell: (hour) => (
              <span className="inline-block min-w-72 font-mono text-xs [overflow-wrap:anywhere]">
                {outputOf(hour.sample)}
              </span>
            ),
          },
        ]}
      />
      <Rest shown={alerts.rows.length} total={alerts.total} what="hours" />
    </>
  )
}

function outputOf(sample: Record<string, unknown>): string {
  return typeof sample.output === 'string' ? sample.output : JSON.stringify(sample)
}
