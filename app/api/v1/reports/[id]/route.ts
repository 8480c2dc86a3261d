import { getReportStatus } from '../../../../../lib/http/ingest/get-report.ts'

export const GET = getReportStatus
