import sql from 'sql-template-tag'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RouteBody } from '../../contract/routes.ts'
import type { UserActor } from '../../domain/actor.ts'
import type { Result } from '../../domain/result.ts'
import { type HttpStub, startHttpStub } from '../../notify/testing/http-stub.ts'
import { database } from '../../store/database.ts'
import { allowHost, disallowHost } from './allowed-hosts.ts'
import { deliverNext } from './deliver.ts'
import { listDeadLetters, listDeliveries, replayDeadLetters } from './deliveries.ts'
import { createRoute, getRoute, listRoutes, resumeRoute, updateRoute } from './manage.ts'
import { previewRoute, testRoute } from './preview.ts'
import { resealSecrets } from './reseal.ts'
import { tellRoutes } from './tell.ts'
import { emptyHouse, openIssues, outbox, SIGNING_SECRET, webhookTo } from './testing/route-story.ts'

const actor = (role: UserActor['role'], teamIds: number[] = []): UserActor => ({
  ...{ type: 'user', id: `user-${role}`, name: role, email: `${role}@example.com`, role, teamIds },
})
const admin = actor('admin')
const developer = actor('developer', [3])

let stub: HttpStub
beforeEach(async () => {
  stub = await startHttpStub(
    () => ({ status: 200 }),
    () => ({ status: 429 }),
  )
  await emptyHouse()
  for (const { id, name, email, role } of [admin, developer]) {
    await database().query(
      sql`INSERT INTO "user" (id, name, email, role) VALUES (${id}, ${name}, ${email}, ${role}) ON CONFLICT DO NOTHING`,
    )
  }
  while (await tellRoutes());
})
afterEach(() => stub[Symbol.asyncDispose]())

const body = (more: object = {}) =>
  RouteBody.parse({
    name: 'Payments',
    teamId: 3,
    provider: 'webhook',
    settings: webhookTo(stub.url),
    events: ['opened'],
    filter: {},
    timing: { timeZone: 'UTC', rhythm: { every: 'event' }, quiet: null },
    enabled: true,
    ...more,
  })
function value<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}
const failure = <Value>(result: Result<Value>) => (result.ok ? null : result.failure)
const audit = () =>
  database().query<{ action: string; data: Record<string, unknown> }>(
    sql`SELECT action, data FROM audit_log WHERE target_type IN ('route', 'host') ORDER BY seq DESC`,
  )

describe('secrets', () => {
  test('go in, are sealed, work, and never come out: not by the API, not in the audit log', async () => {
    const route = value(await createRoute(admin, body()))
    expect(route.secretsSet).toEqual(['signingSecret'])
    const everything = JSON.stringify([
      route,
      value(await listRoutes(admin)),
      value(await getRoute(admin, route.id)),
      await audit(),
      await database().query(sql`SELECT * FROM route`),
    ])
    expect(everything).not.toContain(SIGNING_SECRET)
    expect(everything).not.toContain(SIGNING_SECRET.slice(6))
    await openIssues(1, { teamId: 3 })
    await tellRoutes()
    await deliverNext()
    expect(stub.requests[0]?.headers['webhook-signature']).toMatch(/^v1,/)
  })

  test('stay when they are left out, and are not sent to another address', async () => {
    const route = value(await createRoute(admin, body()))
    const renamed = await updateRoute(admin, route.id, {
      ...body({ name: 'Renamed', settings: { url: `${stub.url}/x` } }),
      version: 1,
    })
    expect(value(renamed)).toMatchObject({ name: 'Renamed', secretsSet: ['signingSecret'], version: 2 })
    const elsewhere = { url: 'https://attacker.example.com/' }
    expect(
      failure(await updateRoute(admin, route.id, { ...body({ settings: elsewhere }), version: 2 }))?.detail,
    ).toMatch(/again/)
    const wish = { provider: 'webhook', settings: elsewhere, routeId: route.id, sample: 'opened' as const }
    expect(failure(await testRoute(admin, wish))?.code).toBe('invalid')
  })

  test('are refused when they are missing, and an old version is a conflict', async () => {
    expect(failure(await createRoute(admin, body({ settings: { url: stub.url } })))).toMatchObject({ code: 'invalid' })
    const route = value(await createRoute(admin, body()))
    expect(failure(await updateRoute(admin, route.id, { ...body(), version: 7 }))?.code).toBe('conflict')
  })

  test('under the current key are left as they are', async () => {
    const route = value(await createRoute(admin, body()))
    const sealed = () => database().query(sql`SELECT secrets FROM route WHERE id = ${route.id}`)
    const before = await sealed()
    await resealSecrets()
    expect(await sealed()).toEqual(before)
  })
})

describe('who may', () => {
  test('a developer manages routes of their own team, and sees no others', async () => {
    const own = value(await createRoute(developer, body()))
    const all = value(await createRoute(admin, body({ teamId: null, name: 'All' })))
    const other = value(await createRoute(admin, body({ teamId: 4, name: 'Storefront' })))
    expect(failure(await createRoute(developer, body({ teamId: null })))?.code).toBe('forbidden')
    expect(failure(await createRoute(developer, body({ teamId: 4 })))?.code).toBe('forbidden')
    expect(value(await listRoutes(developer)).rows.map(({ id }) => id)).toEqual([own.id])
    for (const { id } of [all, other]) expect(failure(await getRoute(developer, id))?.code).toBe('not-found')
    expect(failure(await updateRoute(developer, own.id, { ...body({ teamId: null }), version: 1 }))?.code).toBe(
      'forbidden',
    )
  })

  test('only administrators allow hosts, each with a reason in the audit log', async () => {
    expect(failure(await allowHost(actor('security'), { host: 'a.example', reason: 'x' }))?.code).toBe('forbidden')
    const { id } = value(await allowHost(admin, { host: 'a.example', reason: 'Our Jira' }))
    value(await disallowHost(admin, id))
    const [last, first] = await audit()
    expect([first, last]).toMatchObject([
      { action: 'host.allow', data: { reason: 'Our Jira' } },
      { action: 'host.disallow' },
    ])
  })
})

describe('trying', () => {
  test('a preview sends nothing and shows no secret; a test arrives, says that it is one, and is in the log', async () => {
    const route = value(await createRoute(admin, body()))
    const wish = { provider: 'webhook', settings: { url: stub.url }, routeId: route.id, sample: 'digest' as const }
    const shown = value(await previewRoute(admin, wish))
    expect(JSON.parse(shown.body)).toMatchObject({ data: { digest: { total: 14 }, test: true } })
    expect(shown.body).not.toContain(SIGNING_SECRET)
    expect(stub.requests).toEqual([])
    expect(value(await testRoute(admin, wish))).toEqual({ ok: true, detail: 'Delivered' })
    expect(stub.requests[0]?.json).toMatchObject({ data: { test: true } })
    expect(value(await listDeliveries(admin, route.id)).rows).toMatchObject([{ ok: true, test: true }])
    expect((await audit())[0]).toMatchObject({ action: 'route.test', data: { ok: true } })
    expect(await outbox()).toEqual([])
  })

  test('a test to a private address that nobody allowed says so', async () => {
    await database().query(sql`DELETE FROM allowed_host`)
    const wish = {
      provider: 'webhook',
      settings: webhookTo('https://10.0.0.1/'),
      routeId: null,
      sample: 'opened' as const,
    }
    expect(value(await testRoute(admin, wish))).toMatchObject({ ok: false, detail: /not on the public Internet/ })
  })
})

describe('what was given up', () => {
  test('is listed with its reason and sent again, and a paused endpoint is resumed', async () => {
    const route = value(await createRoute(admin, body()))
    await openIssues(1, { teamId: 3 })
    await tellRoutes()
    stub.answerNext({ status: 410, text: 'gone for good' })
    await deliverNext()
    const [letter] = value(await listDeadLetters(developer)).rows
    expect(letter).toMatchObject({ reason: expect.stringContaining('gone for good'), mayManage: true })
    expect(failure(await replayDeadLetters(actor('developer', [4]), { ids: [letter!.id] }))?.code).toBe('not-found')
    expect(value(await replayDeadLetters(developer, { ids: [letter!.id] }))).toEqual({ replayed: 1 })
    await database().query(
      sql`UPDATE endpoint SET paused_at = now(), pause_reason = 'broken', probe_at = now() + interval '1 hour'`,
    )
    expect(await deliverNext()).toBe(false)
    expect(value(await resumeRoute(developer, route.id)).endpoint.paused).toBeNull()
    expect(await deliverNext()).toBe(true)
    expect(await outbox()).toMatchObject([{ delivered: true, attempts: 1 }])
    expect((await audit()).slice(0, 2).map(({ action }) => action)).toEqual(['route.resume', 'route.replay'])
  })

  test('a route that is switched off drops what waits', async () => {
    const route = value(await createRoute(admin, body()))
    await openIssues(1, { teamId: 3 })
    await tellRoutes()
    value(await updateRoute(admin, route.id, { ...body({ enabled: false, settings: { url: stub.url } }), version: 1 }))
    expect(await outbox()).toEqual([])
    await openIssues(1, { teamId: 3 })
    value(await updateRoute(admin, route.id, { ...body({ settings: { url: stub.url } }), version: 2 }))
    await tellRoutes()
    expect(await outbox()).toEqual([])
  })
})
