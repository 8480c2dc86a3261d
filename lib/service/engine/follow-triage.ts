import type { Db } from '../../store/database.ts'
import { closeAsFixed, lockConfirmed } from '../../store/issues/confirm-resolved.ts'
import type { TriageSubjects } from '../../store/issues/triage-subjects.ts'
import { voidChangedRequests } from '../issues/approvals.ts'
import { wakeSnoozed } from '../issues/snoozes.ts'

/** What new facts mean for what people did: snoozes end early, requests lapse, and what was resolved by hand is confirmed. */
export async function followTriage(
  tx: Db,
  touched: Record<Exclude<keyof TriageSubjects, 'issues'>, Iterable<number>>,
  at: Date,
): Promise<void> {
  const subjects = {
    images: [...touched.images],
    workloads: [...touched.workloads],
    repositories: [...touched.repositories],
    clusters: [...touched.clusters],
    issues: [],
  }
  await wakeSnoozed(tx, subjects, at)
  await voidChangedRequests(tx, subjects, at)
  await closeAsFixed(tx, await lockConfirmed(tx, subjects))
}
