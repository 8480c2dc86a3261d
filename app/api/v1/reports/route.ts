import * as contract from '../../../../lib/contract/reports.ts'
import { route } from '../../../../lib/http/route.ts'
import { listReports } from '../../../../lib/service/reports/list.ts'

export const GET = route(contract.listReports, ({ actor, query }) => listReports(actor, query))
