import { type WakeReason, wakes } from '../../domain/issue-decision.ts'
import { type Db, database } from '../../store/database.ts'
import { endApproval, lockAsked, lockLateRequests } from '../../store/issues/approval.ts'
import { countVersion } from '../../store/issues/set-triage.ts'
import { insertTimelineEntry } from '../../store/issues/timeline-entry.ts'
import type { TriageSubjects } from '../../store/issues/triage-subjects.ts'

const AT_ONCE = 500

/** How the timeline goes on after "The request to accept the risk lapsed: ". */
const REASONS: Record<WakeReason, string> = {
  kev: 'it is known to be exploited now',
  exposed: 'the internet reaches it now',
  running: 'it runs now',
  severity: 'its severity rose',
  risk: 'its risk rose',
}

/**
 * Voids what somebody asks for among these subjects where the facts that justified it changed, or where there is news, in the words
 * by issue. Call it after they were scored.
 */
export async function voidChangedRequests(
  tx: Db,
  subjects: TriageSubjects,
  at: Date,
  news: ReadonlyMap<number, string> = new Map(),
): Promise<void> {
  for (const { id, requestId, before, ...now } of await lockAsked(tx, subjects)) {
    const changed = wakes(before, now)
    const reason = news.get(id) ?? (changed && REASONS[changed])
    if (reason) await voidOne(tx, { id, requestId }, reason, at)
  }
}

/** Voids requests whose own end came, or whose issue closed, before anybody decided. */
export function voidLateRequests(now = new Date()): Promise<'more' | 'idle'> {
  return database().transaction(async (tx) => {
    const late = await lockLateRequests(tx, now, AT_ONCE)
    for (const one of late) await voidOne(tx, one, 'nobody decided in time', now)
    return late.length === AT_ONCE ? 'more' : 'idle'
  })
}

async function voidOne(
  tx: Db,
  { id, requestId }: { id: number; requestId: number },
  reason: string,
  at: Date,
): Promise<void> {
  await endApproval(tx, requestId, { outcome: 'void', by: null, at, note: reason })
  await countVersion(tx, id)
  await insertTimelineEntry(tx, { issueId: id, at, type: 'voided', userId: null, data: { reason } })
}
