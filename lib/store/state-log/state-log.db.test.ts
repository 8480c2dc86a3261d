import sql, { type Sql } from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import { database, type Tx } from '../database.ts'
import { insertStateEvents } from './insert.ts'
import { advanceReader, endOfStateLog, readStateLog } from './read-after.ts'

const AT = new Date('2026-11-01T08:00:00Z')
const LATER = new Date('2026-11-03T09:00:00Z')

let start = 0

beforeEach(async () => {
  await database().query(sql`DELETE FROM cluster`)
  await database().query(sql`DELETE FROM state_log_reader`)
  start = await endOfStateLog(database())
})

const inOne = <Value>(work: (tx: Tx) => Promise<Value>) => database().transaction(work)
const log = () =>
  database().query<Record<string, unknown> & { event: string }>(sql`
    SELECT event, issue_id AS issue, episode, status, severity, risk, team_id AS team, environment, cluster_ids AS clusters, at, data
    FROM state_log WHERE id > ${start} ORDER BY id`)
const events = async () => (await log()).map(({ event }) => event)

async function one(tx: { query<Row extends object>(statement: Sql): Promise<Row[]> }, statement: Sql): Promise<number> {
  const [row] = await tx.query<{ id: number }>(statement)
  return row!.id
}

/** An issue of a workload in production, as the engine would write it. */
async function open(tx: Tx, key = 'an issue'): Promise<number> {
  const cluster = await one(
    tx,
    sql`
    INSERT INTO cluster (name, environment) VALUES ('prod', 'production') ON CONFLICT (name) DO UPDATE SET name = EXCLUDED.name RETURNING id`,
  )
  const workload = await one(
    tx,
    sql`
    INSERT INTO workload (cluster_id, namespace, kind, name, first_seen_at, last_seen_at)
    VALUES (${cluster}, 'shop', 'Deployment', ${key}, now(), now()) RETURNING id`,
  )
  const place = await one(
    tx,
    sql`
    INSERT INTO place (key, workload_id, environment, cluster_ids)
    VALUES (${key}, ${workload}, 'production', ARRAY[${cluster}::int]) RETURNING id`,
  )
  await tx.query(sql`INSERT INTO place_workload (place_id, workload_id) VALUES (${place}, ${workload})`)
  const rule = await one(
    tx,
    sql`
    INSERT INTO rule (name, title) VALUES ('test:rule', 'A rule') ON CONFLICT (name) DO UPDATE SET title = EXCLUDED.title RETURNING id`,
  )
  const issue = await one(
    tx,
    sql`
    INSERT INTO issue (key, key_hash, kind, rule_id, workload_id, place_id, severity, risk, first_seen_at, opened_at)
    VALUES (${key}, substr(sha256(${key}::text::bytea), 1, 16), 'misconfiguration', ${rule}, ${workload}, ${place}, 2, 20, ${AT}, ${AT})
    RETURNING id`,
  )
  await tx.query(
    sql`INSERT INTO episode (issue_id, number, opened_at, opened_stage) VALUES (${issue}, 1, ${AT}, 'deploy')`,
  )
  return issue
}

async function close(tx: Tx, issue: number): Promise<void> {
  await tx.query(sql`
    UPDATE episode SET closed_at = ${LATER}, close_reason = 'fixed', evidence = '{}' WHERE issue_id = ${issue} AND closed_at IS NULL`)
  await tx.query(
    sql`UPDATE issue SET status = 'closed', closed_at = ${LATER}, close_reason = 'fixed' WHERE id = ${issue}`,
  )
}

test('what opens is told once, as it is at the end of its transaction, dated when it happened', async () => {
  const issue = await inOne(async (tx) => {
    const id = await open(tx)
    await tx.query(sql`UPDATE issue SET risk = 85, severity = 4 WHERE id = ${id}`)
    return id
  })
  const [cluster] = await database().query<{ id: number }>(sql`SELECT id FROM cluster`)
  expect(await log()).toEqual([
    expect.objectContaining({
      ...{ event: 'opened', issue, episode: 1, status: 'open', severity: 4, risk: 85, environment: 'production' },
      ...{ clusters: [cluster?.id], at: AT },
    }),
  ])
})

test('what a transaction takes back is told by nobody', async () => {
  await expect(
    inOne(async (tx) => {
      await open(tx)
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await log()).toEqual([])
})

test('closing, taking the closing back and opening again are told apart', async () => {
  const issue = await inOne((tx) => open(tx))
  await inOne((tx) => close(tx, issue))
  await inOne(async (tx) => {
    await tx.query(
      sql`UPDATE episode SET closed_at = NULL, close_reason = NULL, evidence = NULL WHERE issue_id = ${issue}`,
    )
    await tx.query(sql`UPDATE issue SET status = 'open', closed_at = NULL, close_reason = NULL WHERE id = ${issue}`)
  })
  await inOne((tx) => close(tx, issue))
  await inOne(async (tx) => {
    await tx.query(
      sql`INSERT INTO episode (issue_id, number, opened_at, opened_stage) VALUES (${issue}, 2, ${LATER}, 'build')`,
    )
    await tx.query(sql`
      UPDATE issue SET status = 'open', closed_at = NULL, close_reason = NULL, opened_at = ${LATER} WHERE id = ${issue}`)
  })
  expect(await events()).toEqual(['opened', 'closed', 'unclosed', 'closed', 'reopened'])
  expect((await log())[1]).toMatchObject({ at: LATER, status: 'closed' })
})

test('several changes of one transaction are one, from before the first to after the last', async () => {
  const issue = await inOne((tx) => open(tx))
  const set = (tx: Tx, change: Sql) => tx.query(sql`UPDATE issue SET ${change} WHERE id = ${issue}`)
  await inOne(async (tx) => {
    await set(tx, sql`risk = 90`)
    await set(tx, sql`risk = 25`)
  })
  expect(await events()).toEqual(['opened'])
  await inOne(async (tx) => {
    await set(tx, sql`risk = 61`)
    await set(tx, sql`risk = 99, status = 'excepted', excepted_until = now() + interval '1 day'`)
  })
  await inOne((tx) => set(tx, sql`risk = 10, status = 'open', excepted_until = NULL`))
  expect((await log()).slice(1)).toEqual([
    expect.objectContaining({ event: 'excepted', data: { from: 'open' } }),
    expect.objectContaining({ event: 'worsened', data: { fromRisk: 25, fromSeverity: 2 } }),
    expect.objectContaining({ event: 'returned', data: { from: 'excepted' } }),
    expect.objectContaining({ event: 'eased', data: { fromRisk: 99, fromSeverity: 2 } }),
  ])
})

test('a move between teams names the team before', async () => {
  const issue = await inOne((tx) => open(tx))
  const [a, b] = await database().query<{ id: number }>(sql`
    INSERT INTO team (slug, name) VALUES ('log-a', 'A'), ('log-b', 'B') ON CONFLICT (slug) DO UPDATE SET name = EXCLUDED.name RETURNING id`)
  await inOne((tx) => tx.query(sql`UPDATE issue SET team_id = ${a?.id} WHERE id = ${issue}`))
  await inOne((tx) => tx.query(sql`UPDATE issue SET team_id = ${b?.id} WHERE id = ${issue}`))
  expect((await log()).slice(1)).toEqual([
    expect.objectContaining({ event: 'reassigned', team: a?.id, data: { from: null } }),
    expect.objectContaining({ event: 'reassigned', team: b?.id, data: { from: a?.id } }),
  ])
})

test('a date that moves and nothing else is told, with the date before', async () => {
  const issue = await inOne((tx) => open(tx))
  const due = (tx: Tx, at: Date | null) => tx.query(sql`UPDATE issue SET due_at = ${at} WHERE id = ${issue}`)
  await inOne((tx) => due(tx, LATER))
  await inOne(async (tx) => {
    await due(tx, AT)
    await due(tx, LATER)
  })
  await inOne((tx) => due(tx, null))
  expect((await log()).slice(1)).toEqual([
    expect.objectContaining({ event: 'rescheduled', data: { from: null } }),
    expect.objectContaining({ event: 'rescheduled', data: { from: expect.stringContaining('2026-11-03') } }),
  ])
})

test('where it bites is told when that changes, by another place or by what runs at its own', async () => {
  const issue = await inOne((tx) => open(tx))
  await inOne((tx) => tx.query(sql`UPDATE place SET cluster_ids = '{7,9}' WHERE key = 'an issue'`))
  await inOne((tx) => tx.query(sql`UPDATE place SET cluster_ids = '{7,9}' WHERE key = 'an issue'`))
  await inOne(async (tx) => {
    const same = await one(
      tx,
      sql`INSERT INTO place (key, environment, cluster_ids) VALUES ('same', 'production', '{7,9}') RETURNING id`,
    )
    await tx.query(sql`UPDATE issue SET place_id = ${same} WHERE id = ${issue}`)
  })
  expect((await log()).slice(1)).toEqual([expect.objectContaining({ event: 'relocated', clusters: [7, 9] })])
  await inOne(async (tx) => {
    const nowhere = await one(tx, sql`INSERT INTO place (key) VALUES ('nowhere else') RETURNING id`)
    await tx.query(sql`UPDATE issue SET place_id = ${nowhere} WHERE id = ${issue}`)
  })
  expect((await log()).slice(2)).toEqual([
    expect.objectContaining({ event: 'relocated', environment: null, clusters: [] }),
  ])
  await database().query(sql`DELETE FROM place WHERE workload_id IS NULL`)
})

test('what is deleted is told, and what was told of it before stays', async () => {
  await inOne((tx) => open(tx))
  await database().query(sql`DELETE FROM workload`)
  expect(await events()).toEqual(['opened', 'removed'])
  await expect(database().query(sql`DELETE FROM state_log`)).rejects.toThrow('append-only')
})

test('what people and timers find out is told with the issue as it is, or with none', async () => {
  const issue = await inOne((tx) => open(tx))
  await inOne((tx) =>
    insertStateEvents(tx, [
      { at: LATER, event: 'overdue', issueId: issue, data: { days: 3 } },
      { at: LATER, event: 'load-over', issueId: null, data: { team: 7 } },
    ]),
  )
  expect((await log()).slice(1)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ event: 'overdue', issue, episode: 1, risk: 20, at: LATER, data: { days: 3 } }),
      expect.objectContaining({ event: 'load-over', issue: null, at: LATER, data: { team: 7 } }),
    ]),
  )
})

test('a reader passes over nothing that commits late', async () => {
  const slow = await database().pool.connect()
  const read = async () => {
    const end = await endOfStateLog(database())
    return inOne(async (tx) => {
      const rows = await readStateLog(tx, 'test', end, 1_000)
      if (rows.length > 0) await advanceReader(tx, 'test', rows.at(-1)!.id)
      return rows.filter(({ id }) => id > start).map(({ event, data }) => `${event} ${data.n}`)
    })
  }
  try {
    // A transaction whose log rows have their ids and are not committed yet.
    await slow.query('BEGIN')
    await slow.query(
      `INSERT INTO state_pending (event, issue_ids, ats, datas) VALUES ('said', '{NULL}', '{2026-01-01}', '{"{\\"n\\": 1}"}')`,
    )
    await slow.query('INSERT INTO state_flush DEFAULT VALUES')
    await slow.query('SET CONSTRAINTS state_log_flush IMMEDIATE')
    await inOne((tx) => insertStateEvents(tx, [{ at: AT, event: 'said', issueId: null, data: { n: 2 } }]))
    const reading = read()
    await new Promise((resolve) => setTimeout(resolve, 200))
    await slow.query('COMMIT')
    const first = await reading
    expect([...first, ...(await read())].sort()).toEqual(['said 1', 'said 2'])
    expect(await read()).toEqual([])
  } finally {
    slow.release()
  }
})
