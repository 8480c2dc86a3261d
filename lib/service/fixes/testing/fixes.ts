import sql from 'sql-template-tag'
import { database } from '../../../store/database.ts'
import { keepFixes } from '../keep-fixes.ts'

/** Lets the worker's step run until nothing is due. */
export async function keepAll(): Promise<void> {
  for (let round = 0; round < 200; round++) if ((await keepFixes()) === 'idle') return
  throw new Error('fixes never come to rest')
}

export interface KeptFix {
  key: string
  round: number
  title: string
  status: string
  effort: string
  issues: string[]
  fixed: string[]
}

/** Every fix with the vulnerabilities, or rules, that it closes and closed, in the order of their keys. */
export function fixes(): Promise<KeptFix[]> {
  return database().query(sql`
    SELECT f.key, f.round, f.title, f.status, f.effort,
      ARRAY(SELECT COALESCE(v.name, r.name) FROM fix_issue m JOIN issue i ON i.id = m.issue_id LEFT JOIN vulnerability v
        ON v.id = i.vulnerability_id LEFT JOIN rule r ON r.id = i.rule_id WHERE m.fix_id = f.id AND m.fixed_at IS NULL ORDER BY 1) AS issues,
      ARRAY(SELECT COALESCE(v.name, r.name) FROM fix_issue m JOIN issue i ON i.id = m.issue_id LEFT JOIN vulnerability v
        ON v.id = i.vulnerability_id LEFT JOIN rule r ON r.id = i.rule_id WHERE m.fix_id = f.id AND m.fixed_at IS NOT NULL ORDER BY 1) AS fixed
    FROM fix f ORDER BY f.key, f.round`)
}

/** What is kept of the fixes that go on, without ids and dates, to be compared with a rebuild. */
export function goingOn(): Promise<object[]> {
  return database().query(sql`
    SELECT f.key, f.kind, f.identity, f.title, f.content, f.effort, f.status, f.fixed_issues, f.subjects, f.built, f.rolled_out, f.verified,
      (SELECT json_agg(json_build_array(s.team_id, s.kind, s.effort, s.status, s.issues, s.risk, s.weight, s.workloads, s.sort) ORDER BY s.team_id)
        FROM fix_share s WHERE s.fix_id = f.id) AS shares,
      (SELECT json_agg(json_build_array(i.key, m.risk, m.team_id) ORDER BY i.key)
        FROM fix_issue m JOIN issue i ON i.id = m.issue_id WHERE m.fix_id = f.id AND m.fixed_at IS NULL) AS members
    FROM fix f WHERE f.ended_at IS NULL ORDER BY f.key`)
}

/** Marks everything that is or was in a fix, or may be, as if all of it had changed. */
export async function markAllDue(): Promise<void> {
  const db = database()
  await db.query(sql`
    INSERT INTO fix_due (kind, subject_id)
    SELECT DISTINCT CASE WHEN workload_id IS NOT NULL THEN 'workload' WHEN image_id IS NOT NULL THEN 'image'
      WHEN repository_id IS NOT NULL THEN 'repository' ELSE 'cluster' END, COALESCE(workload_id, image_id, repository_id, cluster_id)
    FROM issue i WHERE status = 'open' OR EXISTS (SELECT FROM fix_issue f WHERE f.issue_id = i.id AND f.fixed_at IS NULL)`)
  await db.query(sql`INSERT INTO fix_due (kind, subject_id) SELECT 'fix', id FROM fix WHERE ended_at IS NULL`)
}
