import { verifyPassword } from 'better-auth/crypto'
import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { firstAdminLink } from '../first-admin.ts'
import { resetWorld } from '../testing/world.ts'
import { acceptInvitation, lookUpInvitation } from './accept.ts'
import { createInvitation, revokeInvitation } from './manage.ts'
import { createPasswordLink } from './password-link.ts'

const admin = {
  type: 'user' as const,
  id: 'user-admin',
  name: 'The admin',
  email: 'admin@example.com',
  role: 'admin' as const,
  teamIds: [],
}
const password = 'new harbour at low tide'

beforeEach(() => resetWorld([]))

function tokenIn(url: string | null): string {
  return url?.split('#')[1] ?? ''
}

async function invite(email: string): Promise<{ id: string; token: string }> {
  const made = await createInvitation(admin, { email, role: 'developer', teamIds: [3, 4], days: 1 })
  if (!made.ok) throw new Error(made.failure.detail)
  return { id: made.value.id, token: tokenIn(made.value.url) }
}

test('a link works once, however many use it at the same time', async () => {
  const { token } = await invite('new@example.com')
  const results = await Promise.all(
    Array.from({ length: 6 }, () => acceptInvitation({ token, name: 'New', email: 'new@example.com', password })),
  )
  expect(results.filter((result) => result.ok)).toHaveLength(1)
  expect(results.flatMap((result) => (result.ok ? [] : [result.failure.code]))).toEqual(Array(5).fill('gone'))
  const people = await database().query(sql`
    SELECT u.role, array_agg(m.team_id ORDER BY m.team_id) AS teams FROM "user" u JOIN team_member m ON m.user_id = u.id
    WHERE u.email = 'new@example.com' GROUP BY u.id`)
  expect(people).toEqual([{ role: 'developer', teams: [3, 4] }])
})

test('a link that was taken back or has expired offers nothing', async () => {
  const { id, token } = await invite('new@example.com')
  expect(await lookUpInvitation(token)).toMatchObject({ ok: true, value: { teams: ['Payments', 'Storefront'] } })
  expect((await revokeInvitation(admin, id)).ok).toBe(true)
  expect(await lookUpInvitation(token)).toMatchObject({ ok: false, failure: { code: 'gone' } })
})

test('the token is not stored, only its hash', async () => {
  const { token } = await invite('new@example.com')
  const [row] = await database().query<{ found: boolean }>(
    sql`SELECT bool_or(position(${token} IN i::text) > 0) AS found FROM invitation i`,
  )
  expect(row?.found).toBe(false)
})

test('the first administrator’s link: one at a time, only while nobody has an account', async () => {
  expect(await firstAdminLink()).toBeNull()
  await database().query(sql`TRUNCATE "user" CASCADE`)
  const old = tokenIn(await firstAdminLink())
  const token = tokenIn(await firstAdminLink())
  expect(await lookUpInvitation(old)).toMatchObject({ ok: false })
  const results = await Promise.all(
    ['ada', 'eve'].map((name) => acceptInvitation({ token, name, email: `${name}@example.org`, password })),
  )
  expect(results.filter((result) => result.ok)).toHaveLength(1)
  expect(await database().query(sql`SELECT role FROM "user"`)).toEqual([{ role: 'admin' }])
  expect(await firstAdminLink()).toBeNull()
})

test('a link for a new password keeps the account, ends its sessions and works once', async () => {
  const first = await createPasswordLink(admin, 'user-developer')
  const made = await createPasswordLink(admin, 'user-developer')
  if (!first.ok || !made.ok) throw new Error('no link')
  const token = tokenIn(made.value.url)
  expect(await lookUpInvitation(tokenIn(first.value.url))).toMatchObject({ ok: false })
  expect(await lookUpInvitation(token)).toMatchObject({ ok: true, value: { purpose: 'password' } })
  const acceptance = { token, name: 'Somebody Else', email: 'developer@example.com', password }
  const results = await Promise.all([acceptInvitation(acceptance), acceptInvitation(acceptance)])
  expect(results.filter((result) => result.ok)).toHaveLength(1)
  const [person] = await database().query<{ name: string; role: string; password: string; sessions: number }>(sql`
    SELECT u.name, u.role, a.password, (SELECT count(*) FROM session s WHERE s.user_id = u.id) AS sessions
    FROM "user" u JOIN account a ON a.user_id = u.id WHERE u.id = 'user-developer'`)
  expect(person).toMatchObject({ name: 'The developer', role: 'developer', sessions: 0 })
  expect(await verifyPassword({ hash: person?.password ?? '', password })).toBe(true)
})

test('a link for a new password is of no use to a person who is disabled since', async () => {
  const made = await createPasswordLink(admin, 'user-developer')
  if (!made.ok) throw new Error('no link')
  await database().query(sql`UPDATE "user" SET disabled_at = now() WHERE id = 'user-developer'`)
  const acceptance = { token: tokenIn(made.value.url), name: 'x', email: 'developer@example.com', password }
  expect(await acceptInvitation(acceptance)).toMatchObject({ ok: false, failure: { code: 'gone' } })
})
