import { type DeadLetter, MOST_SHOWN, type RouteDelivery } from '../../contract/route-deliveries.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import { deadLetters, replayMessages, routesOfDeadLetters } from '../../store/outbox/dead-letters.ts'
import { lastDeliveries } from '../../store/routes/deliveries.ts'
import { findRoute } from './manage.ts'
import { mayManage } from './permission.ts'

export async function listDeliveries(actor: Actor, routeId: number): Promise<Result<{ rows: RouteDelivery[] }>> {
  const found = await findRoute(database(), actor, routeId, 'route.read')
  if (!found.ok) return found
  const rows = await lastDeliveries(database(), routeId, MOST_SHOWN)
  return ok({ rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })) })
}

export async function listDeadLetters(actor: Actor): Promise<Result<{ rows: DeadLetter[] }>> {
  const refused = refusal(actor, 'route.read')
  if (refused) return refused
  const rows = await deadLetters(database(), teamLimit(actor, 'route.read'), MOST_SHOWN)
  return ok({
    rows: rows.map(({ teamId, createdAt, failedAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      failedAt: failedAt.toISOString(),
      mayManage: mayManage(actor, teamId),
    })),
  })
}

/** Sends messages again that were given up. Those of routes that the actor may not manage are not found. */
export async function replayDeadLetters(
  actor: Actor,
  which: { ids: number[] } | { routeId: number },
): Promise<Result<{ replayed: number }>> {
  const refused = refusal(actor, 'route.manage')
  if (refused) return refused
  return database().transaction<Result<{ replayed: number }>>(async (tx) => {
    if ('routeId' in which) {
      const found = await findRoute(tx, actor, which.routeId, 'route.manage')
      if (!found.ok) return found
      return ok({ replayed: await replay(which.routeId, null) })
    }
    const letters = await routesOfDeadLetters(tx, which.ids)
    if (letters.length < new Set(which.ids).size || letters.some(({ teamId }) => !mayManage(actor, teamId))) {
      return err('not-found', 'Some of these messages are not there any more, or are of another team’s route.')
    }
    let replayed = 0
    for (const [routeId, group] of Map.groupBy(letters, (letter) => letter.routeId)) {
      replayed += await replay(
        routeId,
        group.map(({ id }) => id),
      )
    }
    return ok({ replayed })

    async function replay(routeId: number, ids: number[] | null): Promise<number> {
      const count = await replayMessages(tx, routeId, ids)
      await appendAudit(tx, actor, {
        action: 'route.replay',
        targetType: 'route',
        targetId: routeId,
        data: { messages: count },
      })
      return count
    }
  })
}
