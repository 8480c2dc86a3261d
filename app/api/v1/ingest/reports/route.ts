import { postReport } from '../../../../../lib/http/ingest/post-report.ts'

export const POST = postReport
