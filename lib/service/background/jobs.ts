import type { BackgroundJob } from '../../contract/jobs.ts'
import type { Actor } from '../../domain/actor.ts'
import { can } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { cancelJob as cancel, jobOf, type StoredJob } from '../../store/background/job.ts'
import { type Db, database } from '../../store/database.ts'

export async function getJob(actor: Actor, id: number): Promise<Result<BackgroundJob>> {
  const job = await readableJob(database(), actor, id)
  return job ? ok(view(job)) : missing()
}

/** Who started it stops it, and who may stop everybody's. */
export async function cancelJob(actor: Actor, id: number): Promise<Result<BackgroundJob>> {
  return database().transaction(async (tx) => {
    const job = await readableJob(tx, actor, id)
    if (!job) return missing()
    if (!(await cancel(tx, id))) return err('conflict', 'It has ended already.')
    await appendAudit(tx, actor, { action: 'job.cancel', targetType: 'job', targetId: id, data: { kind: job.kind } })
    return ok(view((await jobOf(tx, id))!))
  })
}

async function readableJob(db: Db, actor: Actor, id: number): Promise<StoredJob | null> {
  const job = await jobOf(db, id)
  if (!job) return null
  const own = actor.type === 'user' && actor.id === job.createdBy
  return own || can(actor, 'job.manage') ? job : null
}

function missing() {
  return err('not-found', 'There is no such job, or somebody else started it.')
}

function view(job: StoredJob): BackgroundJob {
  const { id, kind, status, total, done, failed, problem, createdByName } = job
  return {
    ...{ id, kind, status, total, done, failed, problem },
    by: createdByName,
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
  }
}
