import * as contract from '../../../../../../lib/contract/reports.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { confirmReport } from '../../../../../../lib/service/reports/requeue.ts'

export const POST = route(contract.confirmReport, ({ actor, params }) => confirmReport(actor, params.id))
