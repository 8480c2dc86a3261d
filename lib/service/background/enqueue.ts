import type { Actor } from '../../domain/actor.ts'
import { insertJob } from '../../store/background/job.ts'
import type { Db } from '../../store/database.ts'
import type { JobKind } from './handlers.ts'

/**
 * Has the worker do something long, once the transaction commits. `total` is how many things there are to do, null when the
 * first step finds out. Returns the job's id, by which people watch it.
 */
export function enqueueJob(
  tx: Db,
  actor: Actor,
  { kind, data = {}, total = null }: { kind: JobKind; data?: Record<string, unknown>; total?: number | null },
): Promise<number> {
  return insertJob(tx, { kind, data, total, createdBy: actor.type === 'user' ? actor.id : null })
}
