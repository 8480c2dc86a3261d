import type { ReportDetail } from '../../contract/reports.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import { signalInbox } from '../../store/inbox/signal.ts'
import { reportById } from '../../store/reports/detail.ts'
import { requeueReport } from '../../store/reports/requeue.ts'
import { reportDetail } from './report-row.ts'

/** Processes a quarantined report again, for instance after an update of Plimsoll. */
export function retryReport(actor: Actor, id: string): Promise<Result<ReportDetail>> {
  return requeue(actor, id, { from: 'quarantined', action: 'report.retry' })
}

/** Lets a held report close what it would close. */
export function confirmReport(actor: Actor, id: string): Promise<Result<ReportDetail>> {
  return requeue(actor, id, { from: 'held', action: 'report.confirm' })
}

async function requeue(
  actor: Actor,
  id: string,
  { from, action }: { from: 'quarantined' | 'held'; action: string },
): Promise<Result<ReportDetail>> {
  const refused = refusal(actor, 'report.decide')
  if (refused) return refused
  return database().transaction<Result<ReportDetail>>(async (tx) => {
    const report = await reportById(tx, id)
    if (!report) return err('not-found', 'There is no such report.')
    if (!report.stored) return err('gone', 'The bytes of this report are not kept any more. Send it again.')
    if (!(await requeueReport(tx, id, { from, confirmed: from === 'held' }))) {
      return err('conflict', `This report is ${report.status}, not ${from}. Somebody may have been quicker.`)
    }
    await signalInbox(tx, 'report')
    await appendAudit(tx, actor, { action, targetType: 'report', targetId: id, data: { problem: report.problemCode } })
    const after = await reportById(tx, id)
    if (!after) throw new Error(`report ${id} went away inside its own transaction`)
    return ok(await reportDetail(tx, after))
  })
}
