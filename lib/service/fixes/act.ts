import type { FixAction, FixDetail } from '../../contract/fixes.ts'
import type { Actor } from '../../domain/actor.ts'
import { can, refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { type Db, database } from '../../store/database.ts'
import { addEntry, linkTicket, lockFix, type StoredFix, setStarted, unlinkTicket } from '../../store/fixes/fix.ts'
import { fixRows } from '../../store/fixes/list.ts'
import { getFix } from './get-fix.ts'
import { readableShares } from './readable.ts'
import { refreshFixes } from './refresh.ts'
import { sharesFor } from './row.ts'

/**
 * What a person may say of a fix: that it was started or not, and where its ticket is. Repeating it changes nothing. How far
 * the fix really is, only scans and deployments tell.
 */
export async function actOnFix(actor: Actor, id: number, action: FixAction): Promise<Result<FixDetail>> {
  const refused = refusal(actor, 'fix.act')
  if (refused) return refused
  const done = await database().transaction(async (tx): Promise<Result<undefined>> => {
    const fix = await lockFix(tx, id)
    const [listed] = await fixRows(tx, [id])
    const shares = listed ? sharesFor(listed, readableShares(actor)) : []
    if (!fix || shares.length === 0) return err('not-found', 'There is no such fix, or it is of other teams only.')
    if (!shares.some(({ team }) => can(actor, 'fix.act', { teamId: team?.id ?? null })))
      return err('not-found', 'There is no such fix, or it is of other teams only.')
    if (fix.endedAt !== null)
      return err(
        'conflict',
        'This fix is over. What comes again under its name is another round, with a page of its own.',
      )
    const now = new Date()
    const done = await apply(tx, actor, fix, action, now)
    if (!done.ok) return done
    await refreshFixes(tx, [id], now)
    return ok(undefined)
  })
  return done.ok ? getFix(actor, id) : done
}

async function apply(tx: Db, actor: Actor, fix: StoredFix, action: FixAction, now: Date): Promise<Result<undefined>> {
  const { id: fixId } = fix
  const userId = actor.type === 'user' ? actor.id : null
  const record = async (type: 'started' | 'stopped' | 'ticket' | 'ticket-removed', data: Record<string, unknown>) => {
    await addEntry(tx, { fixId, at: now, type, userId, data })
    await appendAudit(tx, actor, {
      action: `fix.${action.type}`,
      targetType: 'fix',
      targetId: fixId,
      data: { key: fix.key, ...data },
    })
  }
  const start = async (data: Record<string, unknown>) => {
    if (fix.startedAt !== null) return
    await setStarted(tx, fixId, now, userId)
    await record('started', data)
  }
  switch (action.type) {
    case 'start':
      await start({})
      break
    case 'stop':
      if (fix.startedAt === null) break
      await setStarted(tx, fixId, null, null)
      await record('stopped', {})
      break
    case 'link':
      if (await linkTicket(tx, fixId, action.url, userId)) await record('ticket', { url: action.url })
      // Whoever writes a ticket has begun.
      await start({ url: action.url })
      break
    case 'unlink':
      if (!(await unlinkTicket(tx, fixId, action.url))) return err('not-found', 'No such ticket is linked to this fix.')
      await record('ticket-removed', { url: action.url })
  }
  return ok(undefined)
}
