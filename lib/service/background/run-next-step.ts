import { log } from '../../observe/log.ts'
import { lockNextJob, noteFailedStep, saveStep } from '../../store/background/job.ts'
import { database } from '../../store/database.ts'
import { JOB_HANDLERS, type JobHandler } from './handlers.ts'

const ATTEMPTS = 5

/** Takes one step of the job whose turn it is. A step that fails changes nothing, and is tried again before the job is given up. */
export async function runNextStep(): Promise<'more' | 'idle'> {
  let running: { id: number; kind: string } | undefined
  try {
    return await database().transaction(async (tx) => {
      const job = await lockNextJob(tx)
      if (!job) return 'idle'
      running = job
      const handlers: Record<string, JobHandler> = JOB_HANDLERS
      const handler = handlers[job.kind]
      if (!handler) throw new Error(`This version knows no job of the kind ${job.kind}`)
      await saveStep(tx, job.id, await handler(tx, job))
      return 'more'
    })
  } catch (error) {
    if (!running) throw error
    log.error({ err: error, backgroundJob: running.id, kind: running.kind }, 'a step of a background job failed')
    const problem = error instanceof Error ? error.message : String(error)
    await noteFailedStep(database(), running.id, problem, ATTEMPTS)
    return 'more'
  }
}
