import type { CloseEvidence } from '../../domain/episode.ts'
import { decideIssue } from '../../domain/issue-decision.ts'
import type { CloseReason } from '../../domain/lifecycle.ts'
import { type FixReach, fixReach } from '../../domain/retirement.ts'
import type { Db } from '../../store/database.ts'
import {
  type Closing,
  closeIssues,
  type EndedIssue,
  endedIssues,
  type StoredStay,
  scannedVersions,
  staysOf,
} from '../../store/engine/closing.ts'

/** Closes those of these issues that no active sighting holds any more, with the evidence as the reason. Returns which. */
export async function closeEnded(tx: Db, issueIds: readonly number[]): Promise<number[]> {
  if (issueIds.length === 0) return []
  const issues = await endedIssues(tx, issueIds)
  const imageIds = [...new Set(issues.flatMap(({ imageId }) => imageId ?? []))]
  const stays = Map.groupBy(await staysOf(tx, imageIds), ({ imageId }) => imageId)
  const scanned = new Set((await scannedVersions(tx, imageIds)).map(String))
  const reaches = new Map<string, Rollout>()
  const closings: Closing[] = []
  for (const issue of issues) {
    const bad = [...new Set(issue.ended.flatMap(({ versionId }) => versionId ?? []))].sort((a, b) => a - b)
    const key = `${issue.imageId} ${bad.join()}`
    const rollout = reaches.get(key) ?? rolloutOf(stays.get(issue.imageId ?? 0) ?? [], bad, scanned)
    reaches.set(key, rollout)
    const closing = closingOf(issue, rollout)
    if (closing) closings.push(closing)
  }
  await closeIssues(tx, closings)
  return closings.map(({ id }) => id)
}

interface Rollout {
  reach: FixReach
  /** Milliseconds; when the last bad version stopped running. */
  at: number | null
}

function rolloutOf(stays: readonly StoredStay[], bad: readonly number[], scanned: ReadonlySet<string>): Rollout {
  const reach = fixReach(
    stays.map(({ workloadId, versionId, startedAt }) => ({
      workload: String(workloadId),
      version: versionId === null ? null : String(versionId),
      order: startedAt,
    })),
    new Set(bad.map(String)),
    scanned,
  )
  const left = stays.filter(({ versionId }) => versionId !== null && bad.includes(versionId))
  return { reach, at: reach === 'rolled-out' ? Math.max(...left.map(({ endedAt }) => endedAt ?? 0)) : null }
}

function closingOf({ id, status, ended }: EndedIssue, { reach, at: rolledOut }: Rollout): Closing | null {
  const decision = decideIssue(status, {
    activeSightings: 0,
    seenNow: false,
    ended: ended.map(({ end }) => ({ end, fixReached: reach !== 'none' })),
    exception: 'none',
    woken: null,
  })
  if (decision.kind !== 'close') return null
  const counts: CloseEvidence['ended'] = {}
  for (const { end } of ended) counts[end] = (counts[end] ?? 0) + 1
  const rolledOutAt = rolledOut === null || decision.reason !== 'fixed' ? null : new Date(rolledOut)
  return {
    id,
    reason: decision.reason,
    at: new Date(Math.max(rolledOut ?? 0, ...ended.map(({ at }) => Date.parse(at)))),
    rolledOutAt,
    evidence: { ended: counts, text: told(decision.reason, rolledOutAt !== null, ended) },
  }
}

/** The evidence in one sentence. */
function told(reason: CloseReason, rolledOut: boolean, ended: EndedIssue['ended']): string {
  // What we see ourselves is that a source is silent.
  if (ended.every(({ source }) => source === 'plimsoll'))
    return reason === 'fixed' ? 'The source reported again' : 'The source is not expected to report any more'
  if (rolledOut) return 'No workload runs an affected version any more'
  if (reason === 'fixed') return 'A complete scan no longer found it'
  return reason === 'quiet' ? 'It was not seen for a long time' : 'What it was found in is gone'
}
