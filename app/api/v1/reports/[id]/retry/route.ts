import * as contract from '../../../../../../lib/contract/reports.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { retryReport } from '../../../../../../lib/service/reports/requeue.ts'

export const POST = route(contract.retryReport, ({ actor, params }) => retryReport(actor, params.id))
