import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { resetWorld } from '../testing/world.ts'
import { createToken, revokeToken, type TokenWish } from './manage.ts'
import { forgetVerifiedTokens, verifyToken } from './verify-token.ts'

const admin = {
  type: 'user' as const,
  id: 'user-admin',
  name: 'The admin',
  email: 'admin@example.com',
  role: 'admin' as const,
  teamIds: [],
}

beforeEach(() => resetWorld([]))

async function make(wish: Partial<TokenWish> = {}) {
  const made = await createToken(admin, {
    name: 'CI',
    kinds: ['reports'],
    cluster: null,
    teamId: null,
    days: 30,
    ...wish,
  })
  if (!made.ok) throw new Error(made.failure.detail)
  return made.value
}

test('a token carries its kinds, cluster and team; a new cluster name makes the cluster', async () => {
  const made = await make({ kinds: ['events', 'admission'], cluster: 'edge-7', teamId: 3 })
  expect(made.token).toMatch(/^plim_[0-9a-f]{64}$/)
  expect(made.token.startsWith(made.prefix)).toBe(true)
  const actor = await verifyToken(made.token)
  expect(actor).toMatchObject({ type: 'token', id: made.id, kinds: ['events', 'admission'], teamId: 3 })
  expect(await database().query(sql`SELECT name FROM cluster WHERE id = ${actor?.clusterId}`)).toEqual([
    { name: 'edge-7' },
  ])
  const again = await verifyToken((await make({ cluster: 'edge-7' })).token)
  expect(again?.clusterId).toBe(actor?.clusterId)
})

test('an expired or revoked token is none, and neither is one that is nearly right', async () => {
  const made = await make()
  expect(await verifyToken(`${made.token.slice(0, -1)}${made.token.endsWith('0') ? '1' : '0'}`)).toBeNull()
  expect(await verifyToken(made.token)).not.toBeNull()
  await revokeToken(admin, made.id)
  expect(await verifyToken(made.token)).toBeNull()
  const other = await make()
  await database().query(sql`UPDATE ingest_token SET expires_at = now() - interval '1 second' WHERE id = ${other.id}`)
  expect(await verifyToken(other.token)).toBeNull()
})

test('neither the table nor the audit log holds the token', async () => {
  const { token } = await make()
  const found = await database().query(sql`
    SELECT 1 FROM ingest_token k WHERE position(${token} IN k::text) > 0
    UNION ALL SELECT 1 FROM audit_log a WHERE position(${token.slice(12)} IN a::text) > 0`)
  expect(found).toEqual([])
})

test('its use is noted at most once a minute', async () => {
  const { id, token } = await make()
  const lastUse = async () => {
    forgetVerifiedTokens()
    await verifyToken(token)
    const [row] = await database().query<{ at: Date }>(
      sql`SELECT last_used_at AS at FROM ingest_token WHERE id = ${id}`,
    )
    return row?.at.getTime() ?? 0
  }
  const first = await lastUse()
  expect(Date.now() - first).toBeLessThan(10_000)
  expect(await lastUse()).toBe(first)
  await database().query(sql`UPDATE ingest_token SET last_used_at = now() - interval '2 minutes' WHERE id = ${id}`)
  expect(await lastUse()).toBeGreaterThan(first - 1000)
})
