import * as contract from '../../../../../lib/contract/reports.ts'
import { route } from '../../../../../lib/http/route.ts'
import { getReport } from '../../../../../lib/service/reports/one.ts'

export const GET = route(contract.getReport, ({ actor, params }) => getReport(actor, params.id))
