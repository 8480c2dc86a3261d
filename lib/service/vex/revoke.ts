import type { StatementChange } from '../../contract/statements.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import { lockEngine } from '../../store/engine/assets.ts'
import { notifyIssues } from '../../store/issues/set-triage.ts'
import { issuesOfStatements } from '../../store/vex/issues-of-statements.ts'
import { lockStatement, setRevoked } from '../../store/vex/revoke.ts'
import { applyStatements } from '../engine/apply-statements.ts'
import { closeEnded } from '../engine/close.ts'

/** Takes a statement out of force: what was dismissed by it alone is open again. */
export function revokeStatement(actor: Actor, id: number, reason: string): Promise<Result<StatementChange>> {
  return change(actor, id, reason, 'revoke')
}

/** Puts a revoked statement back into force. */
export function restoreStatement(actor: Actor, id: number, reason: string): Promise<Result<StatementChange>> {
  return change(actor, id, reason, 'restore')
}

async function change(
  actor: Actor,
  id: number,
  reason: string,
  what: 'revoke' | 'restore',
): Promise<Result<StatementChange>> {
  const refused = refusal(actor, 'statement.revoke')
  if (refused) return refused
  return database().transaction(async (tx) => {
    // A report that is being processed may rest on the statement: its issues must be there before they are looked for.
    await lockEngine(tx)
    const statement = await lockStatement(tx, id)
    if (!statement) return err('not-found', 'There is no such statement.')
    if (!statement.isCurrent) return err('conflict', 'A later statement has taken its place.')
    if (statement.isRevoked === (what === 'revoke'))
      return err('conflict', what === 'revoke' ? 'It is revoked already.' : 'It is in force already.')
    const now = new Date()
    const by = actor.type === 'user' ? actor.id : null
    await setRevoked(tx, id, what === 'revoke' ? { at: now, by, reason } : null)
    const issues = await issuesOfStatements(tx, [id])
    const { length: closed } = await closeEnded(tx, await applyStatements(tx, issues, now))
    await notifyIssues(tx, { opened: 0, closed, changed: issues.length })
    const { author, document } = statement
    const data = { reason, author, document }
    await appendAudit(tx, actor, { action: `statement.${what}`, targetType: 'statement', targetId: id, data })
    return ok({ id, revokedAt: what === 'revoke' ? now.toISOString() : null })
  })
}
