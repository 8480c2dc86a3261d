import type { IssueAction, IssueActionResult, IssueActionsResult } from '../../contract/issue-actions.ts'
import type { Actor } from '../../domain/actor.ts'
import { permissionFor } from '../../domain/issue-action.ts'
import { can, refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database, type Tx } from '../../store/database.ts'
import { lockEngine } from '../../store/engine/assets.ts'
import { lockIssue } from '../../store/issues/lock.ts'
import { issueRows } from '../../store/issues/rows.ts'
import { notifyIssues } from '../../store/issues/set-triage.ts'
import { insertTimelineEntry } from '../../store/issues/timeline-entry.ts'
import { type Applied, type Doing, userIdOf } from './actions/applied.ts'
import { applyAction } from './apply-action.ts'
import { issueRow } from './row.ts'

export interface ActionRequest {
  id: number
  /** The version that the person saw. A comment is true whatever happened since, so it is never refused for it. */
  version: number
  action: IssueAction
}

/** Does one thing to one issue; its audit row and its timeline entry are written with it or it does not happen. */
export async function actOnIssue(actor: Actor, request: ActionRequest): Promise<Result<IssueActionResult>> {
  return database().transaction(async (tx) => {
    const now = new Date()
    const applied = await actWithin(tx, actor, request, now)
    if (!applied.ok) return applied
    const [row] = await issueRows(tx, [request.id])
    return row
      ? ok({ issue: issueRow(row, now), undo: applied.value.undo })
      : err('not-found', 'There is no such issue.')
  })
}

/** The same as part of a transaction. A failure has changed nothing. */
export async function actWithin(
  tx: Tx,
  actor: Actor,
  { id, version, action }: ActionRequest,
  now: Date,
): Promise<Result<Pick<IssueActionResult, 'undo'>>> {
  // Before the issue's own lock, as the engine takes them.
  if (action.type === 'merge' || action.type === 'split') await lockEngine(tx)
  const issue = await lockIssue(tx, id)
  if (!issue || !can(actor, 'issue.read', { teamId: issue.teamId })) return err('not-found', 'There is no such issue.')
  const refused = refusal(actor, permissionFor(action.type, issue), { teamId: issue.teamId })
  if (refused) return refused
  if (action.type !== 'comment' && issue.version !== version) {
    const detail = 'The issue changed since you looked at it. Look again and repeat what still applies.'
    return err('conflict', detail, { currentVersion: issue.version })
  }
  const doing: Doing = { tx, actor, issue, now }
  const applied = await applyAction(doing, action)
  if (!applied.ok) return applied
  await record(doing, action, applied.value)
  return ok({ undo: applied.value.undo })
}

const CLOSING = new Set<IssueAction['type']>(['handle', 'resolve', 'merge'])

async function record(doing: Doing, action: IssueAction, { entry }: Applied): Promise<void> {
  const { tx, actor, issue, now } = doing
  await insertTimelineEntry(tx, { issueId: issue.id, at: now, ...entry, userId: userIdOf(doing) })
  await notifyIssues(tx, { opened: 0, closed: CLOSING.has(action.type) ? 1 : 0, changed: 1 })
  const data = { ...entry.data, status: issue.status, version: issue.version }
  await appendAudit(tx, actor, { action: `issue.${action.type}`, targetType: 'issue', targetId: issue.id, data })
}

/** Does the same to many issues, one transaction each, so that one refusal stops no other. */
export async function actOnIssues(
  actor: Actor,
  { action, issues }: { action: IssueAction; issues: { id: number; version: number }[] },
): Promise<Result<IssueActionsResult>> {
  // Who may do this to no issue at all is told once.
  const refused = refusal(actor, permissionFor(action.type, { status: 'closed' }))
  if (refused) return refused
  const results: IssueActionsResult['results'] = []
  for (const { id, version } of issues) {
    const result = await actOnIssue(actor, { id, version, action })
    results.push(
      result.ok
        ? { ok: true, id, ...result.value }
        : { ok: false, id, code: result.failure.code, detail: result.failure.detail },
    )
  }
  return ok({ results })
}
