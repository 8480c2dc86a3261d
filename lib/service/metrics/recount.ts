import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import { forgetMetrics } from '../../store/metrics/forget.ts'
import { METRICS_READER } from './fold.ts'

/** Has the whole log counted anew by the worker. It comes to the same, unless what is counted was changed by another hand. */
export async function recountMetrics(actor: Actor): Promise<Result<undefined>> {
  const refused = refusal(actor, 'metric.recount')
  if (refused) return refused
  await database().transaction(async (tx) => {
    await forgetMetrics(tx, METRICS_READER)
    await appendAudit(tx, actor, { action: 'metric.recount', targetType: 'metric', targetId: 'all', data: {} })
  })
  return ok(undefined)
}
