import * as contract from '../../../../../lib/contract/metrics.ts'
import { route } from '../../../../../lib/http/route.ts'
import { recountMetrics } from '../../../../../lib/service/metrics/recount.ts'

export const POST = route(contract.recountMetrics, ({ actor }) => recountMetrics(actor))
