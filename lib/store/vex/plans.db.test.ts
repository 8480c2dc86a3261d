import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { database } from '../database.ts'
import { watched } from '../testing/watched.ts'
import { currentStatements } from './current.ts'
import { isLateDocument } from './documents.ts'
import { statementsInForce } from './in-force.ts'
import { issuesOfStatements } from './issues-of-statements.ts'
import { statementsOfIssue } from './of-issue.ts'
import { statedAmong, statedIssue, statedVulnerabilities } from './stated-issues.ts'

/** Enough rows that the planner would scan them all, did no index serve. */
const ROWS = 30_000
/** Asks whether there is one at all: it reads one row. */
const EXISTS = /InitPlan \d+\n\s+-> {2}Seq Scan on vex_statement [^\n]*/g
const BIG = /Seq Scan on (vex_statement|vex_statement_name|vulnerability|issue|timeline_entry)\b/

beforeAll(async () => {
  const db = database()
  await db.query(sql`INSERT INTO image (id, repository) VALUES (1, 'r.io/web')`)
  await db.query(sql`INSERT INTO package (id, purl, name, type) VALUES (1, 'pkg:npm/knot', 'knot', 'npm')`)
  await db.query(sql`
    INSERT INTO vulnerability (id, name, aliases) SELECT n, 'CVE-2024-' || n, ARRAY['GHSA-' || n] FROM generate_series(1, ${ROWS}::int) n`)
  await db.query(sql`
    INSERT INTO issue (id, key, key_hash, kind, vulnerability_id, package_id, image_id, severity, first_seen_at, opened_at)
    SELECT n, n::text, decode(md5(n::text), 'hex'), 'vulnerability', n, 1, 1, 2, now(), now() FROM generate_series(1, ${ROWS}::int) n`)
  await db.query(sql`
    INSERT INTO timeline_entry (issue_id, at, type) SELECT n, now(), 'comment' FROM generate_series(1, ${ROWS}::int) n`)
  await db.query(sql`
    INSERT INTO vex_statement (key_hash, author, document, document_at, sent_for, names, status, justification, statement, purl,
      version, stated_at, taken_at)
    SELECT decode(md5(n::text), 'hex'), 'a', 'd-' || n / 100, now(), '', ARRAY['CVE-2024-' || n, 'GHSA-' || n], 'not_affected', '',
      '', 'pkg:npm/knot', '', now(), now() FROM generate_series(1, ${ROWS}::int) n`)
  await db.query(sql`INSERT INTO vex_statement_name (name, statement_id) SELECT unnest(names), id FROM vex_statement`)
  await db.query(sql`ANALYZE`)
}, 60_000)

test('no question about statements reads a big table from end to end', async () => {
  const { db, scans } = watched(database(), BIG, EXISTS)
  const few = [1, 7, 4711]
  expect(await statedVulnerabilities(db, few)).toEqual(new Set(few))
  expect(await statedAmong(db, few)).toHaveLength(3)
  const place = { purl: 'pkg:npm/knot', image: 'r.io/web', repository: null }
  const inForce = await statementsInForce(db, [{ ...place, names: ['CVE-2024-7', 'GHSA-4711'] }])
  expect(inForce).toHaveLength(2)
  expect(
    (
      await issuesOfStatements(
        db,
        inForce.map(({ id }) => id),
      )
    ).toSorted((a, b) => a - b),
  ).toEqual([7, 4711])
  const issue = await statedIssue(db, 7)
  expect(issue).toMatchObject({ id: 7, image: 'r.io/web', seen: [] })
  if (issue) expect(await statementsOfIssue(db, issue)).toHaveLength(1)
  await isLateDocument(db, { author: 'a', document: 'd-7', sentFor: '', teamId: null }, new Date())
  await currentStatements(db, [Buffer.alloc(16)])
  expect(scans).toEqual([])
})
