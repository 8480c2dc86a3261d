import { config } from '../../config.ts'
import { database } from '../../store/database.ts'
import { lockEngine } from '../../store/engine/assets.ts'
import { endQuietThreats, ensurePartitions, expireExceptions, foldIssueCounts } from '../../store/engine/upkeep.ts'
import { nothingTouched, settle } from './settle.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** What the worker does every so often. */
export const UPKEEP = [
  { name: 'fold-issue-counts', everyMs: MINUTE_MS, run: () => database().transaction(foldIssueCounts) },
  { name: 'ensure-partitions', everyMs: 60 * MINUTE_MS, run: () => database().transaction(ensurePartitions) },
  {
    name: 'expire-exceptions',
    everyMs: MINUTE_MS,
    run: () => database().transaction((tx) => expireExceptions(tx, new Date())),
  },
  { name: 'close-quiet-threats', everyMs: 10 * MINUTE_MS, run: closeQuietThreats },
]

async function closeQuietThreats(): Promise<void> {
  await database().transaction(async (tx) => {
    await lockEngine(tx)
    const now = new Date()
    const ended = await endQuietThreats(tx, new Date(now.getTime() - config.quietDays * DAY_MS), now)
    const touched = nothingTouched()
    for (const { workloadId } of ended) if (workloadId !== null) touched.workloads.add(workloadId)
    if (ended.length > 0) await settle(tx, touched, now)
  })
}
