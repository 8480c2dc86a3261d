import sql from 'sql-template-tag'
import { fixExample } from '../../contract/fixes.ts'
import { issueExample } from '../../contract/issues.ts'
import type { Db } from '../../store/database.ts'
import { TEAMS } from './world.ts'

/** A fix of another team, and one that is over, beside the example's. */
export const OTHER_FIXES = { other: 72, over: 73 } as const

/** What the examples of fixes name; the issues have seeded what the fix closes. */
export async function seedFixExamples(tx: Db): Promise<void> {
  const content = JSON.stringify({
    title: fixExample.title,
    steps: [{ where: 'pay-api', language: 'text', text: 'log4j-core 2.17.1', subject: null }],
    notes: [],
    unknown: [],
    effort: fixExample.effort,
  })
  const identity = JSON.stringify({
    kind: 'package',
    place: { image: 'registry.example.com/shop/pay-api' },
    purl: 'pkg:maven/org.apache.logging.log4j/log4j-core',
  })
  await tx.query(sql`
    INSERT INTO fix (id, key, key_hash, kind, identity, title, content, effort, status, subjects, opened_at, started_at, ended_at)
    SELECT f.id, 'package ' || f.id, decode(md5(f.id::text), 'hex'), 'package', ${identity}::jsonb, ${fixExample.title}, ${content}::jsonb,
      'M', f.status, 1, now(), now(), CASE WHEN f.status = 'verified' THEN now() END
    FROM (VALUES (${fixExample.id}::int, 'started'), (${OTHER_FIXES.other}, 'open'), (${OTHER_FIXES.over}, 'verified')) f (id, status)`)
  await tx.query(sql`
    INSERT INTO fix_share (fix_id, team_id, kind, effort, status, issues, risk, weight, workloads, sort)
    SELECT s.fix, team, 'package', 'M', f.status, 1, 78, 6084, 2, 48672 + team
    FROM (VALUES (${fixExample.id}::int, ${TEAMS.own}::int), (${OTHER_FIXES.other}, ${TEAMS.other}), (${OTHER_FIXES.over}, ${TEAMS.own})) s (fix, own)
    JOIN fix f ON f.id = s.fix CROSS JOIN LATERAL unnest(ARRAY[-1, s.own]) AS team`)
  await tx.query(sql`
    INSERT INTO fix_issue (issue_id, fix_id, risk, team_id) VALUES (${issueExample.id}, ${fixExample.id}, 78, ${TEAMS.own})`)
  await tx.query(
    sql`INSERT INTO fix_ticket (fix_id, url) VALUES (${fixExample.id}, 'https://tickets.example.com/PAY-1')`,
  )
}
