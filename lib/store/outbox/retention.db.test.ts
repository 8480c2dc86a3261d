import sql from 'sql-template-tag'
import { expect, test } from 'vitest'
import { database } from '../database.ts'
import { dropOldMessages } from './retention.ts'

test('old messages and attempts go; what waits, lately failed or stands for a ticket stays', async () => {
  const db = database()
  await db.query(sql`INSERT INTO endpoint (id, key, provider, label) VALUES (1, '\x01', 'webhook', 'x')`)
  await db.query(sql`
    INSERT INTO route (id, name, provider, settings, endpoint_id, events, filter, timing, from_log_id)
    VALUES (1, 'one', 'webhook', '{}', 1, '{}', '{}', '{}', 0)`)
  await db.query(sql`
    INSERT INTO outbox (id, route_id, thing, notice, created_at, delivered_at, failed_at) VALUES
      (1, 1, 'issue:1', '{}', now() - interval '90 days', NULL, NULL),
      (2, 1, 'issue:2', '{}', now(), now() - interval '8 days', NULL),
      (3, 1, 'issue:3', '{}', now(), now() - interval '6 days', NULL),
      (4, 1, 'issue:4', '{}', now(), NULL, now() - interval '31 days'),
      (5, 1, 'issue:5', '{}', now(), NULL, now() - interval '29 days')`)
  await db.query(sql`
    INSERT INTO delivery (id, route_id, at, ok, attempt, title, detail, took_ms) VALUES
      (1, 1, now() - interval '31 days', true, 1, '', '', 1), (2, 1, now() - interval '29 days', true, 1, '', '', 1)`)
  await db.query(sql`
    INSERT INTO route_thing (route_id, thing, told_at, remote_key) VALUES
      (1, 'issue:1', now() - interval '8 days', NULL), (1, 'issue:2', now() - interval '400 days', 'PAY-1'),
      (1, 'issue:3', now(), NULL)`)
  expect(await dropOldMessages(db)).toBe(3)
  const ids = await db.query<{ id: number }>(sql`SELECT id FROM outbox ORDER BY id`)
  expect(ids.map(({ id }) => id)).toEqual([1, 3, 5])
  expect(await db.query(sql`SELECT id FROM delivery`)).toEqual([{ id: 2 }])
  const things = await db.query<{ thing: string }>(sql`SELECT thing FROM route_thing ORDER BY thing`)
  expect(things.map(({ thing }) => thing)).toEqual(['issue:2', 'issue:3'])
  expect(await dropOldMessages(db)).toBe(0)
})
