import type { AllowedHost } from '../../contract/allowed-hosts.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import * as store from '../../store/routes/allowed-hosts.ts'

export async function listAllowedHosts(actor: Actor): Promise<Result<{ rows: AllowedHost[] }>> {
  const refused = refusal(actor, 'host.read')
  if (refused) return refused
  return ok({ rows: (await store.allowedHosts(database())).map(hostOf) })
}

export async function allowHost(actor: Actor, wish: { host: string; reason: string }): Promise<Result<AllowedHost>> {
  const refused = refusal(actor, 'host.allow')
  if (refused) return refused
  return database().transaction<Result<AllowedHost>>(async (tx) => {
    const id = await store.insertAllowedHost(tx, wish.host, wish.reason, actor.type === 'user' ? actor.id : null)
    if (id === null) return err('conflict', `${wish.host} is allowed already.`)
    await appendAudit(tx, actor, {
      action: 'host.allow',
      targetType: 'host',
      targetId: wish.host,
      data: { reason: wish.reason },
    })
    const row = (await store.allowedHosts(tx)).find((host) => host.id === id)
    if (!row) throw new Error(`host ${id} is not there after its insert`)
    return ok(hostOf(row))
  })
}

export async function disallowHost(actor: Actor, id: number): Promise<Result<undefined>> {
  const refused = refusal(actor, 'host.allow')
  if (refused) return refused
  return database().transaction<Result<undefined>>(async (tx) => {
    const host = await store.deleteAllowedHost(tx, id)
    if (host === null) return err('not-found', 'There is no such host, or it is not allowed any more.')
    await appendAudit(tx, actor, { action: 'host.disallow', targetType: 'host', targetId: host })
    return ok(undefined)
  })
}

function hostOf({ createdAt, ...row }: store.AllowedHostRow): AllowedHost {
  return { ...row, createdAt: createdAt.toISOString() }
}
