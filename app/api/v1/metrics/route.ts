import * as contract from '../../../../lib/contract/metrics.ts'
import { route } from '../../../../lib/http/route.ts'
import { getMetrics } from '../../../../lib/service/metrics/get-metrics.ts'

export const GET = route(contract.getMetrics, ({ actor, query }) => getMetrics(actor, query))
