import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import { database } from '../database.ts'
import { appendAudit } from './append.ts'
import { verifyChain } from './verify.ts'

const actor = {
  type: 'user' as const,
  id: 'u1',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'admin' as const,
  teamIds: [],
}

/** What somebody with the database's owner rights could do; the product's own statements cannot. */
async function tamper(work: () => Promise<unknown>): Promise<void> {
  const db = database()
  await db.query(sql`ALTER TABLE audit_log DISABLE TRIGGER USER`)
  await work().finally(() => db.query(sql`ALTER TABLE audit_log ENABLE TRIGGER USER`))
}

beforeEach(async () => {
  const db = database()
  await tamper(() => db.query(sql`TRUNCATE audit_log`))
  await db.query(sql`UPDATE audit_head SET seq = 0, hash = decode(repeat('00', 32), 'hex')`)
  for (const number of [1, 2, 3, 4, 5]) {
    await appendAudit(db, actor, {
      action: 'team.create',
      targetType: 'team',
      targetId: number,
      data: { name: `Töam ${number}` },
    })
  }
})

test('a chain that nobody touched holds, also when many append at once', async () => {
  const entry = { action: 'team.update', targetType: 'team', targetId: 1 }
  await Promise.all(Array.from({ length: 12 }, () => appendAudit(database(), actor, entry)))
  expect(await verifyChain(database())).toMatchObject({ rows: 17, brokenAt: null })
})

test('an empty log holds', async () => {
  await tamper(() => database().query(sql`TRUNCATE audit_log`))
  await database().query(sql`UPDATE audit_head SET seq = 0, hash = decode(repeat('00', 32), 'hex')`)
  expect(await verifyChain(database())).toMatchObject({ rows: 0, brokenAt: null })
})

test.each([
  ['a changed row', () => sql`UPDATE audit_log SET actor_name = 'Eve' WHERE seq = 3`, 3],
  ['changed data', () => sql`UPDATE audit_log SET data = '{}' WHERE seq = 2`, 2],
  ['a removed row', () => sql`DELETE FROM audit_log WHERE seq = 3`, 4],
  ['a removed end', () => sql`DELETE FROM audit_log WHERE seq = 5`, 5],
  [
    'a row whose hash was made to fit',
    () => sql`UPDATE audit_log SET data = '{}', hash = sha256(prev_hash || convert_to(concat_ws(
    E'\\x1f', seq, extract(epoch FROM at), actor_type, actor_id, actor_name, action, target_type, target_id, '{}'), 'UTF8'))
    WHERE seq = 3`,
    4,
  ],
])('%s is found', async (_, statement, brokenAt) => {
  await tamper(() => database().query(statement()))
  expect(await verifyChain(database())).toMatchObject({ brokenAt })
})

test('the product’s own connection can only append', async () => {
  await expect(database().query(sql`UPDATE audit_log SET action = 'x'`)).rejects.toThrow('append-only')
  await expect(database().query(sql`DELETE FROM audit_log`)).rejects.toThrow('append-only')
  await expect(database().query(sql`TRUNCATE audit_log`)).rejects.toThrow('append-only')
})

test('an action whose audit row cannot be written does not happen', async () => {
  const db = database()
  await db.query(sql`DELETE FROM team WHERE slug = 'never'`)
  const work = db.transaction(async (tx) => {
    await tx.query(sql`INSERT INTO team (slug, name) VALUES ('never', 'Never')`)
    await appendAudit(
      tx,
      { ...actor, type: 'stranger' as 'user' },
      { action: 'team.create', targetType: 'team', targetId: 1 },
    )
  })
  await expect(work).rejects.toThrow('audit_log_actor_type_known')
  expect(await db.query(sql`SELECT 1 FROM team WHERE slug = 'never'`)).toEqual([])
})
