import sql from 'sql-template-tag'
import { expect, test } from 'vitest'
import { database } from '../../database.ts'
import { foldIssueCounts } from './fold-issue-counts.ts'

const fold = () => database().transaction(foldIssueCounts)
const rows = () =>
  database().query<{ id: number; cell: number; issues: number }>(
    sql`SELECT id, cell, issues FROM issue_count ORDER BY cell, id`,
  )

test('cells with several rows get one newer row, empty ones none, and the others are not touched', async () => {
  await database().query(sql`
    INSERT INTO issue_count (cell, issues) VALUES (1, 5), (2, 3), (2, -1), (3, 4), (3, -4)`)
  const [alone] = await rows()
  await fold()
  const after = await rows()
  expect(after).toEqual([alone, { id: expect.any(Number), cell: 2, issues: 2 }])
  expect(after[1]?.id).toBeGreaterThan(5)
  await fold()
  expect(await rows()).toEqual(after)
})

test('two that fold at once count nothing twice', async () => {
  await database().query(sql`DELETE FROM issue_count`)
  await database().query(sql`INSERT INTO issue_count (cell, issues) SELECT n % 3, 1 FROM generate_series(1, 300) n`)
  await Promise.all([fold(), fold(), fold()])
  const sums = await database().query(
    sql`SELECT cell, sum(issues)::int AS issues FROM issue_count GROUP BY cell ORDER BY cell`,
  )
  expect(sums).toEqual([0, 1, 2].map((cell) => ({ cell, issues: 100 })))
})
