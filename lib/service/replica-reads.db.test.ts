import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import pg from 'pg'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { UserActor } from '../domain/actor.ts'
import { databaseUrl } from '../store/testing/global-setup.ts'

/** The replica's part is played by a database that lags for ever: a copy of the template that has other rows. */
const NAME = `test_replica_${process.pid}_${Date.now()}`
const superuserUrl = inject('superuserUrl')
const ADMIN: UserActor = {
  ...{ type: 'user', id: 'user-admin', name: 'The admin', email: 'admin@example.com', role: 'admin', teamIds: [] },
}

/** It is reached through this, which can be shut as if its machine went away. */
const sockets = new Set<Socket>()
const proxy = createServer((near) => {
  const far = connect(Number(new URL(superuserUrl).port), '127.0.0.1')
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    sockets.add(one)
    one.on('error', () => {})
    one.on('close', () => other.destroy())
    one.pipe(other)
  }
})

async function asSuperuser(database: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(superuserUrl, database) })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

/** One workload of this name with one issue whose place is the same name. */
const rowsNamed = (name: string) => [
  `INSERT INTO cluster (id, name) VALUES (1, 'shop')`,
  `INSERT INTO workload (id, cluster_id, namespace, kind, name, first_seen_at, last_seen_at)
    VALUES (7, 1, 'web', 'Deployment', '${name}', now(), now())`,
  `INSERT INTO rule (id, name, title) VALUES (1, 'r', 'R')`,
  `INSERT INTO issue (id, key, key_hash, kind, rule_id, workload_id, place, severity, first_seen_at, opened_at)
    VALUES (1, '${name}', decode(md5('${name}'), 'hex'), 'misconfiguration', 1, 7, '${name}', 3, now(), now())`,
]

beforeAll(async () => {
  await asSuperuser('postgres', `CREATE DATABASE ${NAME} TEMPLATE ${inject('template')}`)
  await asSuperuser(NAME, ...rowsNamed('on-replica'))
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const url = new URL(databaseUrl(superuserUrl, NAME))
  url.port = String((proxy.address() as AddressInfo).port)
  // The configuration is read when it is imported first, so everything that needs it is imported later.
  process.env.DATABASE_REPLICA_URL = url.href
  const { database } = await import('../store/database.ts')
  for (const statement of rowsNamed('on-primary')) await database().pool.query(statement)
})

afterAll(async () => {
  shut()
  await asSuperuser('postgres', `DROP DATABASE ${NAME} WITH (FORCE)`)
})

function shut(): void {
  proxy.close()
  for (const socket of sockets) socket.destroy()
}

/** What every read for which a replica is safe says. */
async function lists(): Promise<Record<string, unknown>> {
  const { listWorkloads } = await import('./workloads/list-workloads.ts')
  const { listIssues } = await import('./issues/list-issues.ts')
  const { exportIssues } = await import('./issues/export.ts')
  const { issueFacets } = await import('./issues/facets.ts')
  const workloads = await listWorkloads(ADMIN, { q: '', gone: false, limit: 10 })
  const issues = await listIssues(ADMIN, { q: '', sort: 'risk', limit: 10 })
  const exported = await exportIssues(ADMIN, { q: '', sort: 'risk' })
  const facets = await issueFacets(ADMIN, '')
  if (!workloads.ok || !issues.ok || !exported.ok || !facets.ok) throw new Error('refused')
  const batch = await exported.value.next()
  return {
    workloads: workloads.value.rows.map(({ name }) => name),
    issues: issues.value.rows.map((row) => row.where.label),
    exported: batch.done ? null : batch.value.map((row) => row.where.label),
    high: facets.value.facets.severity.find(({ value }) => value === 'high')?.count,
  }
}

const listsOf = (name: string) => ({
  workloads: [name],
  issues: [expect.stringContaining(name)],
  exported: [expect.stringContaining(name)],
  high: 1,
})

test('lists are read from the replica, and one issue and its actions from the primary', async () => {
  const { database } = await import('../store/database.ts')
  const { getIssue } = await import('./issues/get-issue.ts')
  expect(await lists()).toEqual(listsOf('on-replica'))
  expect(await getIssue(ADMIN, 1)).toMatchObject({ ok: true, value: { key: 'on-primary' } })
  expect(await database().query(sql`SELECT name FROM workload`)).toEqual([{ name: 'on-primary' }])
})

test('while the replica is away the primary answers', async () => {
  shut()
  expect(await lists()).toEqual(listsOf('on-primary'))
})
