import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type HttpStub, type StubRequest, startHttpStub } from '../../notify/testing/http-stub.ts'
import { database } from '../../store/database.ts'
import { insertStateEvents } from '../../store/state-log/insert.ts'
import { issueTriage } from '../issues/triage-of.ts'
import { deliverNext } from './deliver.ts'
import { checkRemoteStates } from './remote-states.ts'
import { tellRoutes } from './tell.ts'
import { closeIssue, emptyHouse, letTimePass, makeRoute, openIssues } from './testing/route-story.ts'

const TOKEN = 'github_pat_0123456789abcdef'
let stub: HttpStub
/** State of the one issue of the repository; null once it is deleted. */
let state: 'open' | 'closed' | null

function answer({ method, path, json }: StubRequest) {
  const issue = {
    number: 7,
    html_url: 'https://github.example/shop/pay/issues/7',
    state,
    title: 't',
    body: 'b',
    labels: [],
  }
  if (method === 'POST' && path.endsWith('/issues')) return { status: 201, json: issue }
  if (state === null) return { status: 410, json: { message: 'This issue was deleted' } }
  if (method === 'PATCH') state = (json as { state?: 'open' | 'closed' }).state ?? state
  if (path.endsWith('/comments'))
    return { status: method === 'POST' ? 201 : 200, json: method === 'POST' ? { id: 1 } : [] }
  return { status: 200, json: { ...issue, state } }
}

beforeEach(async () => {
  state = 'open'
  stub = await startHttpStub(answer, () => ({ status: 429, headers: { 'retry-after': '30' } }))
  await emptyHouse()
  while (await tellRoutes());
})
afterEach(() => stub[Symbol.asyncDispose]())

async function ticketOf(issueId: number) {
  const { tickets } = await issueTriage(database(), issueId, new Date())
  return tickets[0]
}
async function run(): Promise<void> {
  while (await tellRoutes());
  while (await deliverNext(undefined, () => 0));
}
async function look(): Promise<boolean> {
  await database().query(sql`UPDATE route_thing SET checked_at = now() - interval '1 day'`)
  return checkRemoteStates()
}

async function ticket(): Promise<number> {
  await makeRoute({
    provider: 'github',
    settings: { apiUrl: stub.url, repository: 'shop/pay', token: TOKEN },
    events: ['opened', 'worsened', 'reopened'],
  })
  const [issue] = await openIssues(1)
  await run()
  return issue!
}

test('a ticket is made, its state comes back, and closing it there closes nothing here', async () => {
  const issue = await ticket()
  expect(await ticketOf(issue)).toMatchObject({ key: expect.stringContaining('7'), state: null, closed: false })
  expect(await look()).toBe(true)
  expect(await ticketOf(issue)).toMatchObject({ closed: false, problem: null })
  state = 'closed'
  await look()
  expect(await ticketOf(issue)).toMatchObject({ closed: true })
  const [row] = await database().query<{ status: string }>(sql`SELECT status FROM issue WHERE id = ${issue}`)
  expect(row?.status).toBe('open')
  expect(await checkRemoteStates()).toBe(false)
})

test('the ticket is closed with its issue, and looked at no more', async () => {
  const issue = await ticket()
  await closeIssue(issue)
  await run()
  expect(state).toBe('closed')
  expect(await ticketOf(issue)).toMatchObject({ closed: true })
  expect(await look()).toBe(false)
})

test('what the endpoint says wrong is shown without the token, and what was known stays', async () => {
  const issue = await ticket()
  await look()
  const known = await ticketOf(issue)
  stub.answerNext({ status: 401, json: { message: `Bad credentials ${TOKEN}` } })
  await look()
  const after = await ticketOf(issue)
  expect(after?.problem).toBeTruthy()
  expect(after?.problem).not.toContain(TOKEN)
  expect(after?.state).toBe(known?.state)
})

test('a ticket that was deleted over there is made anew by what happens next', async () => {
  const issue = await ticket()
  state = null
  await look()
  expect(await ticketOf(issue)).toBeUndefined()
  state = 'open'
  await letTimePass()
  await database().query(sql`UPDATE issue SET risk = 95 WHERE id = ${issue}`)
  await run()
  expect(stub.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/issues'))).toHaveLength(2)
})

test('the ticket of a load is closed when it is under its line, and opened when it is over it again', async () => {
  await makeRoute({
    provider: 'github',
    settings: { apiUrl: stub.url, repository: 'shop/pay', token: TOKEN },
    events: ['over-line'],
  })
  const crossed = async (event: 'load-over' | 'load-under') => {
    const data = { thing: 'load:team:3', title: 'Payments', path: '/settings/teams', text: 'Its load is 14.2.' }
    await database().transaction((tx) => insertStateEvents(tx, [{ at: new Date(), event, issueId: null, data }]))
    await run()
    await letTimePass()
    await run()
  }
  await crossed('load-over')
  expect(state).toBe('open')
  await crossed('load-under')
  expect(state).toBe('closed')
  await crossed('load-over')
  expect(state).toBe('open')
  expect(stub.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/issues'))).toHaveLength(1)
})
