import { randomUUID } from 'node:crypto'
import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import type { TokenActor } from '../../../domain/actor.ts'
import { appendAudit } from '../../../store/audit/append.ts'
import { createDatabase, database } from '../../../store/database.ts'
import { ensurePartitions } from '../../../store/engine/upkeep/ensure-partitions.ts'
import { receiveEvents } from '../../ingest/receive-events.ts'
import { resetWorld } from '../../testing/world.ts'

const DAY_MS = 86_400_000
const now = Date.now()
const dayOf = (days: number) => new Date(now + days * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')
const token: TokenActor = {
  ...{ type: 'token', id: '00000000-0000-4000-8000-000000000001', name: 'Falco', kinds: ['events'] },
  ...{ clusterId: null, teamId: null },
}

/** As after weeks in which no worker ran: no day has a partition. */
beforeEach(async () => {
  await resetWorld([])
  for (const parent of ['raw_event', 'audit_log']) {
    for (;;) {
      const [row] = await database().query<{ day: string | null }>(
        sql`SELECT drop_oldest_day_partition(${parent}, '9999-01-01') AS day`,
      )
      if (!row?.day) break
    }
  }
})

async function days(parent: string): Promise<string[]> {
  const rows = await database().query<{ name: string }>(sql`
    SELECT relname AS name FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
    WHERE inhparent = ${parent}::regclass ORDER BY 1`)
  return rows.map(({ name }) => name.slice(parent.length + 1))
}

async function receive(idempotencyKey: string | null, ...daysFromNow: number[]) {
  const alerts = daysFromNow.map((shift) => ({
    rule: 'Terminal shell in container',
    priority: 'Notice',
    time: new Date(now + shift * DAY_MS).toISOString(),
    output: 'a shell',
    output_fields: {},
  }))
  const body = (async function* () {
    yield Buffer.from(JSON.stringify(alerts))
  })()
  return receiveEvents(token, { query: { source: 'falco' }, body, encoding: 'identity', idempotencyKey })
}

test.each([null, randomUUID()])('events of any date are stored though no day has a partition (key %s)', async (key) => {
  const far = [36_500, 400, -400, -20_000]
  expect(await receive(key, 0, -3, ...far)).toMatchObject({ ok: true, value: { accepted: 6 } })
  const stored = await database().query<{ day: string }>(
    sql`SELECT to_char(at AT TIME ZONE 'UTC', 'YYYYMMDD') AS day FROM raw_event ORDER BY at`,
  )
  // What is beyond belief stands under the day on which it came.
  expect(stored.map(({ day }) => day)).toEqual([dayOf(-3), ...Array(5).fill(dayOf(0))])
  expect((await days('raw_event')).at(-1)).toBe(dayOf(0))
})

test('an action is written into the audit log though its day has no partition', async () => {
  await database().transaction((tx) =>
    appendAudit(tx, { type: 'system', name: 'test' }, { action: 'a', targetType: 'b', targetId: 1, data: {} }),
  )
  expect(await days('audit_log')).toEqual([dayOf(0)])
})

test('the worker makes the coming days, again and again, and partitions are as their parent', async () => {
  for (let run = 0; run < 2; run++) await database().transaction((tx) => ensurePartitions(tx, 7))
  expect(await days('raw_event')).toEqual([-7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3].map(dayOf))
  expect(await days('audit_log')).toEqual([0, 1, 2, 3].map(dayOf))
  const unlike = await database().query(sql`
    SELECT c.relname FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
    WHERE (SELECT count(*) FROM pg_index WHERE indrelid = h.inhrelid) <> (SELECT count(*) FROM pg_index WHERE indrelid = h.inhparent)
      OR (SELECT count(*) FROM pg_trigger WHERE tgrelid = h.inhrelid) <> (
        SELECT count(*) FROM pg_trigger WHERE tgrelid = h.inhparent AND tgtype & 1 = 1)`)
  expect(unlike).toEqual([])
  await database().transaction((tx) =>
    appendAudit(tx, { type: 'system', name: 'test' }, { action: 'a', targetType: 'b', targetId: 1, data: {} }),
  )
  await expect(database().query(sql`DELETE FROM audit_log`)).rejects.toThrow('append-only')
})

test('making a day waits for nobody who reads or writes events', async () => {
  await receive(null, 0)
  const other = createDatabase(process.env.DATABASE_URL ?? '', 1)
  await other.transaction(async (tx) => {
    await tx.query(sql`SELECT count(*) FROM raw_event`)
    await tx.query(sql`UPDATE raw_event SET source = 'falco'`)
    await database().transaction(async (worker) => {
      await worker.query(sql`SELECT set_config('lock_timeout', '2s', true)`)
      await ensurePartitions(worker, 7)
    })
  })
  await other.close()
  expect(await days('raw_event')).toHaveLength(11)
})
