import type { IssueDetail } from '../../contract/issue-detail.ts'
import type { Actor } from '../../domain/actor.ts'
import { type Actionable, allowedActions } from '../../domain/issue-action.ts'
import { can, refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import {
  alertHoursOf,
  entriesOf,
  episodesOf,
  gateStepsOf,
  MAX_ALERT_HOURS,
  MAX_DECISIONS,
  MAX_ENTRIES,
} from '../../store/issues/detail/history.ts'
import { problemOf } from '../../store/issues/detail/problem.ts'
import { MAX_SIGHTINGS, sightingsOf } from '../../store/issues/detail/sightings.ts'
import { MAX_TAG_MOVES, tagMovesOf } from '../../store/issues/detail/tag-moves.ts'
import { coverageOf, versionsOf } from '../../store/issues/detail/versions.ts'
import { affectedWorkloads } from '../../store/issues/detail/workloads.ts'
import { exceptionOf } from '../../store/issues/exception.ts'
import { issueRows, type StoredIssue } from '../../store/issues/rows.ts'
import { teamsWaitingFor } from '../../store/issues/waiting.ts'
import { weightsInForce } from '../../store/risk/current.ts'
import { fixShownOn } from '../fixes/of-issue.ts'
import { carriedLoads } from '../load/carried.ts'
import { ownerOfIssue } from '../ownership/owner-of-issue.ts'
import { changeOf } from './change-of.ts'
import { alertView, episodeView, problemView, sightingView, textIn, versionView, workloadView } from './detail-rows.ts'
import { disagreementsOf } from './disagreements-of.ts'
import { reassignmentsOf } from './reassignments-of.ts'
import { riskOf } from './risk-of.ts'
import { issueRow } from './row.ts'
import { issueStatements } from './statements-of.ts'
import { issueTimeline } from './timeline-of.ts'
import { issueTriage } from './triage-of.ts'

const NO_COVERAGE = { runningVersions: 0, scannedVersions: 0, oldestScanAt: null, unresolved: 0 }
const COUNTED_AT_MOST = 10_000

/** Everything about one issue, in two rounds of statements whatever it holds. */
export async function getIssue(actor: Actor, id: number): Promise<Result<IssueDetail>> {
  const refused = refusal(actor, 'issue.read')
  if (refused) return refused
  const db = database()
  const [issue] = await issueRows(db, [id])
  const waiting = issue?.ownerBy === 'base-image' ? await teamsWaitingFor(db, id) : []
  if (!issue || !mayRead(actor, issue.team?.id ?? null, waiting))
    return err('not-found', 'There is no such issue, or it belongs to another team.')

  const { imageId, workloadId, kind } = issue
  const inImage = imageId !== null && workloadId === null
  const workloads = await affectedWorkloads(db, { issueId: id, imageId, workloadId })
  const there = workloads.map((workload) => workload.id)
  const now = new Date()
  const [
    problem,
    sightings,
    versions,
    coverage,
    episodes,
    entries,
    gate,
    alerts,
    ownership,
    exception,
    statements,
    disagreements,
    tagMoves,
    { weights },
    triage,
    shownFix,
    carried,
  ] = await Promise.all([
    problemOf(db, id),
    sightingsOf(db, id),
    inImage ? versionsOf(db, id, imageId, kind) : null,
    inImage ? coverageOf(db, imageId, kind) : NO_COVERAGE,
    episodesOf(db, id),
    entriesOf(db, id),
    gateStepsOf(db, there),
    alertHoursOf(db, id, there),
    ownerOfIssue(db, id),
    exceptionOf(db, id),
    issueStatements(db, id),
    disagreementsOf(db, issue),
    imageId === null ? [] : tagMovesOf(db, id, imageId),
    weightsInForce(db),
    issueTriage(db, id, now),
    fixShownOn(db, actor, id, subjectOf(issue)),
    carriedLoads(db, actor, there),
  ])
  if (!problem || !ownership) return err('not-found', 'There is no such issue.')

  const own = alerts.filter((hour) => hour.issueId === id)
  return ok({
    ...issueRow(issue, now),
    key: issue.key,
    problem: problemView(problem),
    breakdown: riskOf(issue, problem, workloads, own[0] ? textIn(own[0].sample, 'priority') : null, weights, now),
    owner: { by: issue.ownerBy, waiting, trace: ownership.trace, ...reassignmentsOf(entries) },
    firstSeenAt: issue.firstSeenAt.toISOString(),
    closedAt: issue.closedAt?.toISOString() ?? null,
    closeReason: issue.closeReason,
    exception: exception && { ...exception, until: exception.until.toISOString(), at: exception.at.toISOString() },
    triage,
    sightings: listOf(sightings.map(sightingView), sightings[0]?.total),
    disagreements,
    statements: { ...listOf(statements.rows, statements.total), mayRevoke: can(actor, 'statement.revoke') },
    versions: versions && listOf(versions.map(versionView), versions[0]?.total),
    affectedWorkloads: listOf(
      workloads.map((workload) => workloadView(workload, carried)),
      workloads[0]?.total,
    ),
    episodes: episodes.map(episodeView),
    timeline: {
      items: issueTimeline({ sightings, episodes, entries, gate, alerts, tagMoves }),
      bounded:
        sightings.length === MAX_SIGHTINGS ||
        entries.length === MAX_ENTRIES ||
        gate.length === MAX_DECISIONS ||
        alerts.length === MAX_ALERT_HOURS ||
        tagMoves.length === MAX_TAG_MOVES,
    },
    fixChange: shownFix?.fixChange ?? changeOf(issue, problem, sightings, workloads[0] ?? null),
    inFix: shownFix?.inFix ?? null,
    alerts: listOf(own.map(alertView)),
    coverage: { ...coverage, oldestScanAt: coverage.oldestScanAt?.toISOString() ?? null },
    allowed: allowedActions(actor, actionable(issue, triage.joinedInto !== null)),
  })
}

/** The issue as far as it decides what can be done to it. */
function actionable(issue: StoredIssue, mergedByHand: boolean): Actionable {
  return {
    ...{ kind: issue.kind, status: issue.status, closeReason: issue.closeReason, teamId: issue.team?.id ?? null },
    acknowledged: issue.acknowledgedAt !== null,
    snoozed: issue.snoozedUntil !== null,
    pending: issue.pending && { userId: issue.pending.by?.id ?? null },
    mergedByHand,
    tickets: issue.tickets,
  }
}

/** Also those whose workloads wait for the owner of their base image. */
function mayRead(actor: Actor, teamId: number | null, waiting: readonly { id: number }[]): boolean {
  if (can(actor, 'issue.read', { teamId })) return true
  return actor.type === 'user' && waiting.some(({ id }) => actor.teamIds.includes(id))
}

/** What the issue's fix is carried out in: an issue of a workload is fixed there, whatever image it names too. */
function subjectOf({ workloadId, imageId, repositoryId, clusterId }: StoredIssue) {
  if (workloadId !== null) return { type: 'workload' as const, id: workloadId }
  if (imageId !== null) return { type: 'image' as const, id: imageId }
  if (repositoryId !== null) return { type: 'repository' as const, id: repositoryId }
  return { type: 'cluster' as const, id: clusterId ?? 0 }
}

function listOf<Row>(rows: Row[], total = rows.length) {
  return { rows, total: { value: total, bounded: total >= COUNTED_AT_MOST } }
}
