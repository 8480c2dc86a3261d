import * as contract from '../../../../../lib/contract/metrics.ts'
import { metricExport } from '../../../../../lib/http/metric-export.ts'
import { route } from '../../../../../lib/http/route.ts'
import { getMetrics } from '../../../../../lib/service/metrics/get-metrics.ts'

export const GET = route(contract.exportMetrics, async ({ actor, query }) => {
  const metrics = await getMetrics(actor, query)
  return metrics.ok ? metricExport(metrics.value, query.format) : metrics
})
