import * as contract from '../../../../../../lib/contract/metric-rows.ts'
import { metricRowExport } from '../../../../../../lib/http/metric-export.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { exportMetricRows } from '../../../../../../lib/service/metrics/list-rows.ts'

export const GET = route(contract.exportMetricRows, async ({ actor, query }) => {
  const rows = await exportMetricRows(actor, query)
  return rows.ok ? metricRowExport(rows.value, query.figure, query.format) : rows
})
