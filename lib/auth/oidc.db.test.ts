import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { config } from '../config.ts'
import { type ApiServer, startApiServer } from '../http/testing/api-server.ts'
import { resetWorld } from '../service/testing/world.ts'
import { database } from '../store/database.ts'
import { renewAuth } from './auth.ts'

let server: ApiServer
let provider: ChildProcess
let issuer: string
const configured = { publicUrl: config.publicUrl, oidc: config.oidc }

const startProvider = async (port = '0') => {
  provider = fork(new URL('./testing/oidc-provider.ts', import.meta.url), ['--port', port], { execArgv: [] })
  const [message] = (await once(provider, 'message')) as [{ issuer: string }]
  return message.issuer
}

beforeAll(async () => {
  issuer = await startProvider()
  server = await startApiServer()
  Object.assign(config, {
    publicUrl: server.url,
    oidc: {
      issuer,
      name: 'Example SSO',
      clientId: 'plimsoll',
      clientSecret: 'a secret of the test',
      scopes: ['openid', 'email', 'profile'],
      roleClaim: 'realm.groups',
      roleOfValue: { 'plimsoll-admins': 'admin', secops: 'security' },
      defaultRole: null,
      teamClaim: 'teams',
    },
  })
  renewAuth()
})
afterAll(async () => {
  provider.kill()
  Object.assign(config, configured)
  renewAuth()
  await server.close()
})
beforeEach(() => resetWorld([]))

/** Goes the way of a browser: to the provider, back to the callback, and on. Answers where it ends and with which cookies. */
async function signIn(claims: Record<string, unknown>, forge = false) {
  await fetch(`${issuer}/next`, {
    method: 'POST',
    body: JSON.stringify({ claims: { email_verified: true, ...claims }, forge }),
  })
  const started = await fetch(`${server.url}/api/auth/sign-in/social`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ provider: 'oidc', callbackURL: '/issues', errorCallbackURL: '/sign-in' }),
  })
  expect(started.status).toBe(200)
  const { url } = (await started.json()) as { url: string }
  const authorised = await fetch(url, { redirect: 'manual' })
  const back = authorised.headers.get('location') ?? ''
  const ended = await fetch(back, { redirect: 'manual', headers: { cookie: cookiesOf(started) } })
  const session = cookiesOf(ended)
  const me = await fetch(`${server.url}/api/v1/me`, { headers: { cookie: session } })
  return { location: ended.headers.get('location'), back, me: me.status === 200 ? await me.json() : me.status, started }
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const grace = { sub: 'g-1', email: 'Grace@Example.com', name: 'Grace Hopper' }

test('a person whom the provider gives a role gets an account with it and with the teams that exist', async () => {
  const { location, me } = await signIn({
    ...grace,
    realm: { groups: ['staff', 'secops'] },
    teams: ['payments', 'no-such-team'],
  })
  expect(location).toBe('/issues')
  expect(me).toMatchObject({
    email: 'grace@example.com',
    role: 'security',
    hasPassword: false,
    teams: [{ slug: 'payments' }],
  })
})

test('the next sign-in takes over what changed there', async () => {
  await signIn({ ...grace, realm: { groups: ['secops'] }, teams: ['payments'] })
  const { me } = await signIn({ ...grace, realm: { groups: ['auditor'] }, teams: ['storefront'] })
  expect(me).toMatchObject({ role: 'auditor', teams: [{ slug: 'storefront' }] })
  expect(await database().query(sql`SELECT count(*) AS n FROM "user" WHERE email = 'grace@example.com'`)).toEqual([
    { n: 1 },
  ])
})

test('a team that a group gave goes with the group; one that a person gave stays', async () => {
  await database().query(
    sql`INSERT INTO sign_in_group (name, team_id) VALUES ('GitLab Pay', 3), ('GitLab Pay', 9), ('Old', 4)`,
  )
  const secops = { ...grace, realm: { groups: ['secops'] } }
  const first = await signIn({ ...secops, teams: ['GitLab Pay', 'storefront'] })
  const slugs = (me: unknown) => (me as { teams: { slug: string }[] }).teams.map(({ slug }) => slug).sort()
  expect(slugs(first.me)).toEqual(['old-shop', 'payments', 'storefront'])
  const { id } = first.me as { id: string }
  await database().query(sql`UPDATE team_member SET given_by = 'hand' WHERE user_id = ${id} AND team_id = 3`)
  await database().query(sql`DELETE FROM sign_in_group WHERE team_id = 9`)
  expect(slugs((await signIn({ ...secops, teams: ['GitLab Pay'] })).me)).toEqual(['payments'])
  expect(slugs((await signIn({ ...secops, teams: [] })).me)).toEqual(['payments'])
})

test('a person without a role is refused and leaves nothing behind', async () => {
  const { location, me } = await signIn({ ...grace, realm: { groups: ['staff'] } })
  expect(location).toContain('/sign-in?error=no_role')
  expect(me).toBe(401)
  expect(await database().query(sql`SELECT 1 FROM "user" WHERE email = 'grace@example.com'`)).toEqual([])
})

test('somebody invited before signs in to the same account; a disabled one does not', async () => {
  const ada = { sub: 'a-1', email: 'ada@example.com', name: 'Ada Osei', realm: { groups: ['plimsoll-admins'] } }
  expect((await signIn(ada)).me).toMatchObject({ id: '7Gk1', role: 'admin' })
  await database().query(sql`UPDATE "user" SET disabled_at = now() WHERE id = '7Gk1'`)
  expect((await signIn(ada)).me).toBe(401)
})

test.each([
  ['signed by somebody else', {}, true],
  ['for another client', { aud: 'another' }, false],
  ['of another issuer', { iss: 'https://elsewhere.example' }, false],
  ['with another nonce', { nonce: 'replayed' }, false],
  ['that has expired', { exp: 1_000_000_000 }, false],
])('an ID token %s is refused', async (_, claims, forge) => {
  const { location, me } = await signIn({ ...grace, realm: { groups: ['secops'] }, ...claims }, forge)
  expect(location).toContain('/sign-in?error=')
  expect(me).toBe(401)
})

test('a callback in another browser, or a second time, is refused', async () => {
  const { back, started } = await signIn({ ...grace, realm: { groups: ['secops'] } })
  const again = await fetch(back, { redirect: 'manual', headers: { cookie: cookiesOf(started) } })
  expect(cookiesOf(again)).not.toContain('session_token=')
  const elsewhere = await fetch(back, { redirect: 'manual' })
  expect(cookiesOf(elsewhere)).not.toContain('session_token=')
})

test('a token from the browser is no way in', async () => {
  const response = await fetch(`${server.url}/api/auth/sign-in/social`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ provider: 'oidc', idToken: { token: 'x.y.z' } }),
  })
  expect(response.status).toBe(400)
})

test('a provider that was away when Plimsoll started is found later', async () => {
  const port = new URL(issuer).port
  provider.kill()
  await once(provider, 'exit')
  renewAuth()
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
  const away = await fetch(`${server.url}/api/auth/sign-in/social`, {
    method: 'POST',
    headers,
    body: '{"provider":"oidc"}',
  })
  expect(away.status).toBe(404)
  await startProvider(port)
  expect((await signIn({ ...grace, realm: { groups: ['secops'] } })).me).toMatchObject({ role: 'security' })
})
