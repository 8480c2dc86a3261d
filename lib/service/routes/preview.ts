import { randomUUID } from 'node:crypto'
import { config } from '../../config.ts'
import type { RouteSettings } from '../../contract/routes.ts'
import type { Actor } from '../../domain/actor.ts'
import type { NoticeEvent } from '../../domain/notice.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { sampleNotice } from '../../domain/sample-notice.ts'
import type { Rendering } from '../../notify/provider.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import { logAttempt } from '../../store/outbox/record-delivery.ts'
import type { StoredRoute } from '../../store/routes/rows.ts'
import { attempt } from './attempt.ts'
import { type Draft, draftOf } from './draft.ts'
import { findRoute } from './manage.ts'
import { currentOutbound } from './outbound.ts'
import { splitSettings } from './secrets.ts'

export interface DraftWish {
  provider: string
  settings: RouteSettings
  /** Whose secrets are used where they are left out. */
  routeId: number | null
  sample: NoticeEvent | 'digest'
}

/** What a message would look like; sends nothing. */
export async function previewRoute(actor: Actor, wish: DraftWish): Promise<Result<Rendering>> {
  const drafted = await draft(actor, wish)
  if (!drafted.ok) return drafted
  const { provider, settings } = drafted.value
  return ok(provider.render(settings, sampleNotice(wish.sample, randomUUID(), new Date(), config.publicUrl, true)))
}

/** Sends one example message now. It is no part of the outbox: it is tried once, and its outcome is the answer. */
export async function testRoute(actor: Actor, wish: DraftWish): Promise<Result<{ ok: boolean; detail: string }>> {
  const drafted = await draft(actor, wish)
  if (!drafted.ok) return drafted
  const { provider, settings, route } = drafted.value
  // A test stands for nothing over there, so there is nothing to close.
  const notice = sampleNotice(
    wish.sample === 'closed' ? 'opened' : wish.sample,
    randomUUID(),
    new Date(),
    config.publicUrl,
    true,
  )
  const startedAt = performance.now()
  const delivery = await attempt(
    provider,
    settings,
    notice,
    await currentOutbound(),
    splitSettings(provider, settings).secret,
  )
  const outcome = { ok: delivery.ok, detail: delivery.ok ? 'Delivered' : delivery.detail }
  await database().transaction(async (tx) => {
    const tookMs = Math.round(performance.now() - startedAt)
    if (route)
      await logAttempt(tx, {
        routeId: route.id,
        outboxId: null,
        attempt: 1,
        title: `Test: ${notice.title}`,
        tookMs,
        ...outcome,
      })
    await appendAudit(tx, actor, {
      action: 'route.test',
      targetType: 'route',
      targetId: route?.id ?? 'new',
      data: { provider: provider.name, endpoint: provider.endpoint(settings).slice(0, 200), ok: outcome.ok },
    })
  })
  return ok(outcome)
}

async function draft(actor: Actor, wish: DraftWish): Promise<Result<Draft & { route: StoredRoute | null }>> {
  const refused = refusal(actor, 'route.manage')
  if (refused) return refused
  const found = wish.routeId === null ? null : await findRoute(database(), actor, wish.routeId, 'route.manage')
  if (found && !found.ok) return found
  const route = found?.value ?? null
  const drafted = draftOf(wish.provider, wish.settings, route)
  return drafted.ok ? ok({ ...drafted.value, route }) : drafted
}
