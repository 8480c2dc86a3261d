import { randomUUID } from 'node:crypto'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ApiServer, startApiServer } from '../http/testing/api-server.ts'
import { headersOf, resetWorld, WORLD_PASSWORD } from '../service/testing/world.ts'
import { database } from '../store/database.ts'

let server: ApiServer
beforeAll(async () => {
  server = await startApiServer()
})
afterAll(() => server.close())
beforeEach(() => resetWorld([]))

function signIn(email: string, password: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
    body: JSON.stringify({ email, password }),
  })
}

function me(cookie: string): Promise<Response> {
  return fetch(`${server.url}/api/v1/me`, { headers: { cookie } })
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function admin(method: string, path: string, body?: unknown): Promise<Response> {
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  return fetch(server.url + path, {
    method,
    headers: { ...(await headersOf('admin')), ...type },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

test('the right password opens a session in a cookie that scripts and other sites cannot use', async () => {
  const response = await signIn('Developer@Example.com', WORLD_PASSWORD)
  expect(response.status).toBe(200)
  const cookie = response.headers.getSetCookie().find((one) => one.includes('session_token'))
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=Lax/i)
  const person = await (await me(cookieOf(response))).json()
  expect(person).toMatchObject({ email: 'developer@example.com', role: 'developer', teams: [{ slug: 'payments' }] })
})

test('a wrong password and an unknown address get the same answer', async () => {
  const wrong = await signIn('developer@example.com', 'not this one at all')
  const unknown = await signIn('nobody@example.com', 'not this one at all')
  expect([wrong.status, await wrong.text()]).toEqual([unknown.status, await unknown.text()])
  expect(wrong.status).toBe(401)
})

test.each(['developer@example.com', 'nobody@example.com'])(
  'ten failures lock %s, even when sent at once',
  async (email) => {
    const answers = await Promise.all(Array.from({ length: 14 }, () => signIn(email, 'not this one at all')))
    expect(answers.map((answer) => answer.status).sort()).toEqual([...Array(10).fill(401), ...Array(4).fill(423)])
    const right = await signIn(email, WORLD_PASSWORD)
    expect(right.status).toBe(423)
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(800)
    const [locked] = await database().query<{ locks: number }>(
      sql`SELECT count(*) AS locks FROM audit_log WHERE action = 'sign-in.lock' AND target_id = ${email} AND at > now() - interval '20 seconds'`,
    )
    expect(locked?.locks).toBe(1)
  },
)

test('a lock ends by itself, and a success forgets the failures before it', async () => {
  await database().query(
    sql`INSERT INTO sign_in_failure VALUES ('developer@example.com', 14, now(), now() - interval '1 second')`,
  )
  expect((await signIn('developer@example.com', WORLD_PASSWORD)).status).toBe(200)
  expect(await database().query(sql`SELECT 1 FROM sign_in_failure`)).toEqual([])
})

test('signing in again ends the session that this browser had', async () => {
  const first = cookieOf(await signIn('developer@example.com', WORLD_PASSWORD))
  const second = cookieOf(await signIn('developer@example.com', WORLD_PASSWORD, { cookie: first }))
  expect((await me(first)).status).toBe(401)
  expect((await me(second)).status).toBe(200)
})

test('signing out ends the session', async () => {
  const cookie = cookieOf(await signIn('developer@example.com', WORLD_PASSWORD))
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const out = await fetch(`${server.url}/api/auth/sign-out`, { method: 'POST', headers, body: '{}' })
  expect(out.status).toBe(200)
  expect((await me(cookie)).status).toBe(401)
})

test('a disabled person’s sessions die at once, and the right password gets the answer of a wrong one', async () => {
  const cookie = cookieOf(await signIn('developer@example.com', WORLD_PASSWORD))
  expect((await admin('PATCH', '/api/v1/users/user-developer', { disabled: true })).status).toBe(200)
  expect((await me(cookie)).status).toBe(401)
  const right = await signIn('developer@example.com', WORLD_PASSWORD)
  const wrong = await signIn('developer@example.com', 'not this one at all')
  expect([right.status, await right.text()]).toEqual([wrong.status, await wrong.text()])
})

test('an administrator signs a person out everywhere, and an expired session is none', async () => {
  const cookie = cookieOf(await signIn('developer@example.com', WORLD_PASSWORD))
  expect(await (await admin('DELETE', '/api/v1/users/user-developer/sessions')).json()).toEqual({ ended: 3 })
  expect((await me(cookie)).status).toBe(401)
  const again = cookieOf(await signIn('developer@example.com', WORLD_PASSWORD))
  await database().query(
    sql`UPDATE session SET expires_at = now() - interval '1 second' WHERE user_id = 'user-developer'`,
  )
  expect((await me(again)).status).toBe(401)
})

test('a forged cookie is nobody', async () => {
  expect((await me('plimsoll.session_token=token-of-first-admin.AAAA')).status).toBe(401)
  expect((await me('plimsoll.session_token=token-of-first-admin')).status).toBe(401)
})

test('other sites cannot sign anybody in or out', async () => {
  const crossSite = { 'sec-fetch-site': 'cross-site' }
  expect((await signIn('developer@example.com', WORLD_PASSWORD, crossSite)).status).toBe(403)
  const out = await fetch(`${server.url}/api/auth/sign-out`, {
    method: 'POST',
    headers: { 'sec-fetch-site': '', origin: 'https://elsewhere.example' },
  })
  expect(out.status).toBe(403)
})

test.each(['sign-up/email', 'update-user', 'change-password', 'request-password-reset', 'link-social', 'change-email'])(
  'nothing else of the sign-in library is reachable: %s',
  async (path) => {
    const headers = { ...(await headersOf('developer')), 'content-type': 'application/json' }
    const body = JSON.stringify({
      name: 'Eve',
      email: `${randomUUID()}@example.com`,
      password: WORLD_PASSWORD,
      role: 'admin',
    })
    const response = await fetch(`${server.url}/api/auth/${path}`, { method: 'POST', headers, body })
    expect(response.status).toBe(404)
  },
)
