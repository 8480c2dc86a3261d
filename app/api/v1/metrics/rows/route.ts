import * as contract from '../../../../../lib/contract/metric-rows.ts'
import { route } from '../../../../../lib/http/route.ts'
import { listMetricRows } from '../../../../../lib/service/metrics/list-rows.ts'

export const GET = route(contract.listMetricRows, ({ actor, query }) => listMetricRows(actor, query))
