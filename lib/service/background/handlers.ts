import type { StepTaken, StoredJob } from '../../store/background/job.ts'
import type { Tx } from '../../store/database.ts'
import { bulkStep } from './bulk-action.ts'
import { reassessStep } from './reassess.ts'

/** One step of a job: short, in the transaction that also keeps how far it came. */
export type JobHandler = (tx: Tx, job: StoredJob) => Promise<StepTaken>

/** What each kind of background job does. */
export const JOB_HANDLERS = {
  reassess: reassessStep,
  'bulk-action': bulkStep,
} satisfies Record<string, JobHandler>

export type JobKind = keyof typeof JOB_HANDLERS
