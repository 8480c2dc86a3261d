import type { Actor } from '../../domain/actor.ts'
import type { Db } from '../../store/database.ts'
import { holdWaitingReassessment } from '../../store/ownership/running-job.ts'
import { enqueueJob } from '../background/enqueue.ts'

/** Has every owner found anew once the transaction commits; a job that has not begun serves several changes. Returns its id. */
export async function findOwnersAnew(tx: Db, actor: Actor): Promise<number> {
  return (await holdWaitingReassessment(tx)) ?? enqueueJob(tx, actor, { kind: 'reassess' })
}
