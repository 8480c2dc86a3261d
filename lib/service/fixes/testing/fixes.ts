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
