import { alertWeighsLessAt } from '../../../domain/alert-evidence.ts'
import { database } from '../../../store/database.ts'
import { lockEngine } from '../../../store/engine/assets.ts'
import {
  isAnythingDue,
  lockDueWorkloads,
  markWorkloadsOfClusters,
  setRescoreAt,
} from '../../../store/engine/upkeep/due-workloads.ts'
import { nothingTouched, settle } from '../settle.ts'

const WORKLOADS_AT_ONCE = 50

/**
 * Scores again what runs in workloads whose risk changed without a report, decision or alert: an alert grew old, or the
 * environment of the cluster was changed. When is written on the rows (`rescore_at`), so no run is missed by a restart.
 */
export async function rescoreDue(now = new Date()): Promise<'more' | 'idle'> {
  if (!(await isAnythingDue(database(), now))) return 'idle'
  return database().transaction(async (tx) => {
    await lockEngine(tx)
    await markWorkloadsOfClusters(tx, now)
    const due = await lockDueWorkloads(tx, now, WORKLOADS_AT_ONCE)
    if (due.length === 0) return 'idle'
    const touched = nothingTouched()
    for (const { id, imageIds } of due) {
      touched.workloads.add(id)
      for (const imageId of imageIds) touched.images.add(imageId)
    }
    await settle(tx, touched, now)
    await setRescoreAt(
      tx,
      due.map(({ id, lastAlertAt }) => ({ id, at: alertWeighsLessAt(lastAlertAt, now) })),
    )
    return due.length === WORKLOADS_AT_ONCE ? 'more' : 'idle'
  })
}
