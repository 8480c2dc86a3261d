import { config } from '../../config.ts'
import { ingestReport } from '../../contract/ingest.ts'
import { receiveReport } from '../../service/ingest/receive-report.ts'
import { route } from '../route.ts'
import { bodyOf, deliveryOf } from './delivery.ts'

/** Mounted in the web role and in the admission role. */
export const postReport = route(ingestReport, async ({ actor, query, request }) => {
  const delivery = deliveryOf((name) => request.headers.get(name), bodyOf(request), config.reportBytes)
  return delivery.ok ? receiveReport(actor, { query, ...delivery.value }) : delivery
})
