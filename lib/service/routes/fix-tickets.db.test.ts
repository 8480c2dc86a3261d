import sql from 'sql-template-tag'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GITHUB_REPOSITORY, GITHUB_TOKEN, startGithubStub } from '../../notify/testing/github-stub.ts'
import { GITLAB_PROJECT, GITLAB_TOKEN, startGitlabStub } from '../../notify/testing/gitlab-stub.ts'
import { type HttpStub, startHttpStub } from '../../notify/testing/http-stub.ts'
import { JIRA, startJiraStub } from '../../notify/testing/jira-stub.ts'
import { database } from '../../store/database.ts'
import { insertAllowedHost } from '../../store/routes/allowed-hosts.ts'
import { admit, report, SECURITY } from '../engine/testing/intake.ts'
import { getFix } from '../fixes/get-fix.ts'
import { keepAll } from '../fixes/testing/fixes.ts'
import { packageScan } from '../fixes/testing/package-scans.ts'
import { actOnIssue } from '../issues/act.ts'
import { resetWorld } from '../testing/world.ts'
import { deliverNext } from './deliver.ts'
import { checkRemoteStates } from './remote-states.ts'
import { sendFix } from './send-fix.ts'
import { tellRoutes } from './tell.ts'
import { letTimePass, makeRoute, outbox, webhookTo } from './testing/route-story.ts'

const PAY = 'registry.example/shop/pay'
const openssl = { id: 'CVE-2024-1', package: 'openssl 3.0.9-1', fixed: '3.0.11-1' }

/** A ticket as its tracker has it. */
interface Seen {
  open: boolean
  comments: string[]
}
interface Tracker {
  stub: HttpStub
  settings: Record<string, unknown>
  seen(): Seen[]
  /** What its first ticket says. */
  text(): string
  /** Somebody closes or deletes the only ticket over there. */
  close(): void
  remove(): void
}

const TRACKERS: Record<string, () => Promise<Tracker>> = {
  async github() {
    const stub = await startGithubStub()
    return {
      stub,
      settings: { apiUrl: stub.url, repository: GITHUB_REPOSITORY, token: GITHUB_TOKEN },
      seen: () =>
        stub.issues.map(({ state, comments }) => ({
          open: state === 'open',
          comments: comments.map(({ body }) => body),
        })),
      close: () => Object.assign(stub.issues[0] ?? {}, { state: 'closed', state_reason: 'not_planned' }),
      text: () => stub.issues[0]?.body ?? '',
      remove: () => stub.issues.splice(0),
    }
  },
  async gitlab() {
    const stub = await startGitlabStub()
    return {
      stub,
      settings: { url: stub.url, project: GITLAB_PROJECT, token: GITLAB_TOKEN },
      seen: () =>
        stub.issues.map(({ state, notes }) => ({ open: state === 'opened', comments: notes.map(({ body }) => body) })),
      close: () => Object.assign(stub.issues[0] ?? {}, { state: 'closed' }),
      text: () => stub.issues[0]?.description ?? '',
      remove: () => stub.issues.splice(0),
    }
  },
  async jira() {
    const stub = await startJiraStub('cloud')
    return {
      stub,
      settings: { deployment: 'cloud', siteUrl: stub.url, ...JIRA },
      seen: () =>
        stub.issues.map(({ status, comments }) => ({
          open: status !== 'Done',
          comments: comments.map(({ body }) => JSON.stringify(body)),
        })),
      close: () => Object.assign(stub.issues[0] ?? {}, { status: 'Done' }),
      text: () => JSON.stringify(stub.issues[0]?.fields.description),
      remove: () => stub.issues.splice(0),
    }
  },
}

let tracker: Tracker
let fixId = 0

async function run(): Promise<void> {
  await keepAll()
  while (await tellRoutes());
  await letTimePass()
  while (await tellRoutes());
  while (await deliverNext(undefined, () => 0));
}
async function look(): Promise<boolean> {
  await database().query(sql`UPDATE route_thing SET checked_at = now() - interval '1 day'`)
  return checkRemoteStates()
}
async function fix() {
  const found = await getFix(SECURITY, fixId)
  if (!found.ok) throw new Error(found.failure.detail)
  return found.value
}
async function send(routeId: number): Promise<void> {
  expect(await sendFix(SECURITY, fixId, routeId)).toMatchObject({ ok: true })
  await run()
}
/** The version without the flaw is built, and takes the place of the other. */
async function build(): Promise<void> {
  await report(packageScan(PAY, 'v2', 5, []))
  await run()
}
async function rollOut(): Promise<void> {
  await admit({ hoursAgo: 2, operation: 'UPDATE', images: [`${PAY}:v2`], labels: { team: 'payments' } })
  await run()
}

beforeEach(async () => {
  await resetWorld([])
  await insertAllowedHost(database(), '127.0.0.1', 'for tests', null)
  await report(packageScan(PAY, 'v1', 9, [openssl]))
  await admit({ hoursAgo: 8, images: [`${PAY}:v1`], labels: { team: 'payments' } })
  await run()
  const [row] = await database().query<{ id: number }>(sql`SELECT id FROM fix`)
  fixId = row?.id ?? 0
})
afterEach(() => tracker.stub[Symbol.asyncDispose]())

describe.each(Object.entries(TRACKERS))('the ticket of a fix at %s', (provider, start) => {
  let routeId = 0
  beforeEach(async () => {
    tracker = await start()
    routeId = await makeRoute({ provider, settings: tracker.settings, events: [] })
    await send(routeId)
  })

  test('is told when the fix is built, and closed when the scans verified it', async () => {
    expect(tracker.seen()).toEqual([{ open: true, comments: [] }])
    expect(tracker.text()).toContain('RUN apt-get update && apt-get install -y --only-upgrade openssl')
    await build()
    expect(tracker.seen()).toMatchObject([{ open: true, comments: [expect.stringContaining('Built everywhere')] }])
    await rollOut()
    expect((await fix()).status).toBe('verified')
    const [ticket] = tracker.seen()
    expect(ticket?.open).toBe(false)
    expect(ticket?.comments).toHaveLength(2)
    expect(ticket?.comments[1]).toContain('the scans find none of its issues any more')
    expect((await outbox()).map(({ thing, delivered }) => [thing, delivered])).toEqual(
      Array.from({ length: 3 }, () => [`fix:${fixId}`, true]),
    )
    expect((await fix()).tickets).toMatchObject([{ closed: true, route: { id: routeId } }])
    expect(await look()).toBe(false)
  })

  test('has its state come back, and closing it there ends no fix', async () => {
    expect((await fix()).tickets).toMatchObject([{ id: null, closed: false, state: null, route: { provider } }])
    await look()
    expect((await fix()).tickets).toMatchObject([{ closed: false, state: expect.any(String) }])
    tracker.close()
    await look()
    expect((await fix()).tickets).toMatchObject([{ closed: true, problem: null }])
    expect((await fix()).status).toBe('open')
    expect(await look()).toBe(true)
  })

  test('that was deleted there is not made again: it was sent by hand', async () => {
    tracker.remove()
    await look()
    await build()
    expect(tracker.seen()).toEqual([])
  })
})

test('a fix whose issues went another way closes its ticket too, and says why', async () => {
  tracker = await TRACKERS.github!()
  await send(await makeRoute({ provider: 'github', settings: tracker.settings, events: [] }))
  const [issue] = await database().query<{ id: number; version: number }>(sql`SELECT id, version FROM issue`)
  const done = await actOnIssue(SECURITY, { ...issue!, action: { type: 'dismiss', reason: 'Not shipped.' } })
  expect(done.ok || done.failure.detail).toBe(true)
  await run()
  expect((await fix()).status).toBe('dropped')
  expect(tracker.seen()).toMatchObject([{ open: false, comments: [expect.stringContaining('went another way')] }])
})

test('nobody hears of a fix that was not sent, and a channel of messages hears of it once', async () => {
  tracker = await TRACKERS.github!()
  await makeRoute({ provider: 'github', settings: tracker.settings, events: [] })
  await using messages = await startHttpStub(
    () => ({ status: 200 }),
    () => ({ status: 429 }),
  )
  await send(await makeRoute({ settings: webhookTo(messages.url), events: [] }))
  await build()
  await rollOut()
  expect((await fix()).status).toBe('verified')
  expect(tracker.stub.requests).toEqual([])
  expect(await outbox()).toHaveLength(1)
  expect(messages.requests.map(({ json }) => (json as { type: string }).type)).toEqual(['fix.sent'])
})

test('a fix that is over is not sent', async () => {
  tracker = await TRACKERS.github!()
  const routeId = await makeRoute({ provider: 'github', settings: tracker.settings, events: [] })
  await build()
  await rollOut()
  expect(await sendFix(SECURITY, fixId, routeId)).toMatchObject({ ok: false })
})
