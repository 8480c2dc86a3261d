import type { Route, RouteBody } from '../../contract/routes.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { type Db, database } from '../../store/database.ts'
import { dropWaiting } from '../../store/outbox/drop-waiting.ts'
import { dropUnusedEndpoints, ensureEndpoint, resumeEndpoint } from '../../store/routes/endpoints.ts'
import { routeRows, type StoredRoute } from '../../store/routes/rows.ts'
import * as store from '../../store/routes/write.ts'
import { missingTeams } from '../teams/missing-teams.ts'
import { type Draft, draftOf } from './draft.ts'
import { mayManage, routeRefusal } from './permission.ts'
import { routeView } from './route-view.ts'
import { endpointKey, sealSettings, splitSettings } from './secrets.ts'

const NO_SUCH = 'There is no such route, or it is another team’s.'

export async function listRoutes(actor: Actor): Promise<Result<{ rows: Route[] }>> {
  const refused = refusal(actor, 'route.read')
  if (refused) return refused
  const rows = await routeRows(database(), { teamIds: teamLimit(actor, 'route.read') })
  return ok({ rows: rows.map((row) => routeView(row, mayManage(actor, row.team?.id ?? null))) })
}

/** The route, when the actor may do this to it; one that they may not even see is not found. */
export async function findRoute(
  db: Db,
  actor: Actor,
  id: number,
  permission: 'route.read' | 'route.manage',
): Promise<Result<StoredRoute>> {
  const refused = refusal(actor, permission)
  if (refused) return refused
  const [route] = await routeRows(db, { id })
  const teamId = route?.team?.id ?? null
  if (!route || routeRefusal(actor, 'route.read', teamId)) return err('not-found', NO_SUCH)
  return routeRefusal(actor, permission, teamId) ?? ok(route)
}

export async function getRoute(actor: Actor, id: number): Promise<Result<Route>> {
  const found = await findRoute(database(), actor, id, 'route.read')
  return found.ok ? ok(routeView(found.value, mayManage(actor, found.value.team?.id ?? null))) : found
}

export async function createRoute(actor: Actor, body: RouteBody): Promise<Result<Route>> {
  const refused = routeRefusal(actor, 'route.manage', body.teamId)
  if (refused) return refused
  const draft = draftOf(body.provider, body.settings, null)
  if (!draft.ok) return draft
  return database().transaction<Result<Route>>(async (tx) => {
    const missing = await missingTeams(tx, body.teamId === null ? [] : [body.teamId])
    if (missing) return missing
    const id = await store.reserveRouteId(tx)
    const values = await valuesOf(tx, id, body, draft.value)
    await store.insertRoute(tx, id, values, actor.type === 'user' ? actor.id : null)
    await audit(tx, actor, 'route.create', id, values)
    return written(tx, id)
  })
}

export async function updateRoute(
  actor: Actor,
  id: number,
  body: RouteBody & { version: number },
): Promise<Result<Route>> {
  const refused = routeRefusal(actor, 'route.manage', body.teamId)
  if (refused) return refused
  return database().transaction<Result<Route>>(async (tx) => {
    const found = await findRoute(tx, actor, id, 'route.manage')
    if (!found.ok) return found
    const draft = draftOf(body.provider, body.settings, found.value)
    if (!draft.ok) return draft
    const missing = await missingTeams(tx, body.teamId === null ? [] : [body.teamId])
    if (missing) return missing
    const values = await valuesOf(tx, id, body, draft.value)
    if (!(await store.updateRoute(tx, id, body.version, values))) {
      return err('conflict', 'Somebody changed this route first. Load it again.', {
        currentVersion: found.value.version,
      })
    }
    if (!values.enabled) await dropWaiting(tx, id)
    await dropUnusedEndpoints(tx)
    await audit(tx, actor, 'route.update', id, values)
    return written(tx, id)
  })
}

export async function deleteRoute(actor: Actor, id: number): Promise<Result<undefined>> {
  return database().transaction<Result<undefined>>(async (tx) => {
    const found = await findRoute(tx, actor, id, 'route.manage')
    if (!found.ok) return found
    await store.deleteRoute(tx, id)
    await dropUnusedEndpoints(tx)
    const { name, provider } = found.value
    await appendAudit(tx, actor, {
      action: 'route.delete',
      targetType: 'route',
      targetId: id,
      data: { name, provider },
    })
    return ok(undefined)
  })
}

/** Lets messages go again; an endpoint that is not paused stays as it is. */
export async function resumeRoute(actor: Actor, id: number): Promise<Result<Route>> {
  return database().transaction<Result<Route>>(async (tx) => {
    const found = await findRoute(tx, actor, id, 'route.manage')
    if (!found.ok) return found
    if (await resumeEndpoint(tx, found.value.endpoint.id)) {
      await appendAudit(tx, actor, {
        action: 'route.resume',
        targetType: 'route',
        targetId: id,
        data: { endpoint: found.value.endpoint.label, pausedFor: found.value.endpoint.pauseReason },
      })
    }
    return written(tx, id)
  })
}

async function valuesOf(
  tx: Db,
  id: number,
  body: RouteBody,
  { provider, settings }: Draft,
): Promise<store.RouteValues> {
  const { open, secret } = splitSettings(provider, settings)
  const label = provider.endpoint(settings).slice(0, 200)
  return {
    name: body.name,
    teamId: body.teamId,
    provider: provider.name,
    settings: open,
    secrets: sealSettings(id, secret),
    endpointId: await ensureEndpoint(tx, endpointKey(provider, settings), provider.name, label),
    events: body.events,
    filter: body.filter,
    timing: body.timing,
    enabled: body.enabled,
  }
}

/** Secrets are not in it: only that they are sealed. */
function audit(tx: Db, actor: Actor, action: string, id: number, values: store.RouteValues): Promise<void> {
  const { secrets, endpointId: _, ...told } = values
  return appendAudit(tx, actor, {
    action,
    targetType: 'route',
    targetId: id,
    data: { ...told, secrets: secrets === null ? 'none' : 'set' },
  })
}

async function written(tx: Db, id: number): Promise<Result<Route>> {
  const [route] = await routeRows(tx, { id })
  if (!route) throw new Error(`route ${id} is not there after it was written`)
  return ok(routeView(route, true))
}
