import * as contract from '../../contract/reports.ts'
import { getReport } from '../../service/reports/one.ts'
import { route } from '../route.ts'

/** What became of a report; mounted wherever reports are taken. */
export const getReportStatus = route(contract.getReport, ({ actor, params }) => getReport(actor, params.id))
