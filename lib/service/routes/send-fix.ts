import { randomUUID } from 'node:crypto'
import type { FixDetail } from '../../contract/fixes.ts'
import type { Actor } from '../../domain/actor.ts'
import type { NoticeSubject } from '../../domain/notice.ts'
import type { StoredNotice } from '../../domain/notice-json.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import { lockFix } from '../../store/fixes/fix.ts'
import { addMessages } from '../../store/outbox/add-messages.ts'
import { getFix } from '../fixes/get-fix.ts'
import { findRoute } from './manage.ts'
import { pageUrl } from './page-url.ts'

/** Puts one message or ticket for a whole fix into the outbox of a route; where a ticket stands for the fix already, it is updated. */
export async function sendFix(actor: Actor, fixId: number, routeId: number): Promise<Result<undefined>> {
  const refused = refusal(actor, 'fix.act')
  if (refused) return refused
  const fix = await getFix(actor, fixId)
  if (!fix.ok) return fix
  if (!fix.value.mayAct) return err('conflict', 'This fix is over, or not for you to act on.')
  return database().transaction<Result<undefined>>(async (tx) => {
    const route = await findRoute(tx, actor, routeId, 'route.read')
    if (!route.ok) return route
    if (!route.value.enabled) return err('conflict', 'This route is switched off, so nothing would be sent.')
    // Held, so that it does not end unseen between this look and the message: what ends later is told to what this makes.
    if ((await lockFix(tx, fixId))?.endedAt !== null) return err('conflict', 'This fix is over.')
    const thing = `fix:${fixId}`
    await addMessages(tx, [{ routeId, thing, issueId: null, notice: noticeOf(fix.value, thing) }])
    await appendAudit(tx, actor, {
      action: 'fix.send',
      targetType: 'fix',
      targetId: fixId,
      data: { key: fix.value.key, routeId },
    })
    return ok(undefined)
  })
}

function noticeOf(fix: FixDetail, thing: string): StoredNotice {
  const url = pageUrl(`/fixes/${fix.id}`)
  return {
    id: randomUUID(),
    dedupeKey: thing,
    events: ['sent'],
    at: new Date(),
    title: fix.message.title.slice(0, 200),
    text: fix.message.text,
    url,
    subject: subjectOf(fix, url),
    digest: null,
    test: false,
  }
}

function subjectOf(fix: FixDetail, url: string): NoticeSubject {
  const [share] = fix.shares
  const team = fix.shares.length === 1 ? (share?.team ?? null) : null
  return {
    type: 'fix',
    id: String(fix.id),
    title: fix.message.title,
    url,
    severity: null,
    risk: null,
    team: team && { slug: team.slug, name: team.name },
    where: null,
    environment: null,
    stage: null,
    status: null,
    dueAt: null,
    facts: [
      ['Issues it closes', String(fix.issues)],
      ['Risk it removes', String(fix.risk)],
      ['Workloads it frees', String(fix.workloads)],
    ],
  }
}
