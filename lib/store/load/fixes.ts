import sql, { type Sql } from 'sql-template-tag'
import type { LoadKind } from '../../domain/load-line.ts'
import type { Db } from '../database.ts'

/** A fix with what it takes off one subject. An open issue is in one fix at most, so these add up. */
export interface FixWeight {
  id: number
  title: string
  kind: string
  effort: string
  status: string
  weight: number
  issues: number
}

export interface FixSubject {
  kind: LoadKind
  /** Of a namespace: its cluster. */
  subjectId: number
  namespace: string
}

/** Which open issues a subject carries: a condition on `issue i`. */
function carriedBy({ kind, subjectId, namespace }: FixSubject): Sql {
  switch (kind) {
    case 'workload':
      return sql`i.place_id IN (SELECT place_id FROM place_workload WHERE workload_id = ${subjectId})`
    case 'namespace':
      return sql`i.place_id IN (SELECT pw.place_id FROM workload w JOIN place_workload pw ON pw.workload_id = w.id
        WHERE w.cluster_id = ${subjectId} AND w.namespace = ${namespace})`
    case 'cluster':
      return sql`i.place_id IN (SELECT pw.place_id FROM workload w JOIN place_workload pw ON pw.workload_id = w.id
        WHERE w.cluster_id = ${subjectId} UNION SELECT id FROM place WHERE cluster_id = ${subjectId})`
    case 'image':
      return sql`i.image_id = ${subjectId}`
    case 'team':
      return sql`i.team_id = ${subjectId}`
  }
}

/** The fixes that take most off a subject, so many of them. */
export function fixesOfSubject(db: Db, subject: FixSubject, limit: number): Promise<FixWeight[]> {
  // What a team's share weighs is kept; for the others the issues are few.
  if (subject.kind === 'team')
    return db.query(sql`
      SELECT f.id, f.title, f.kind, f.effort, f.status, s.weight, s.issues FROM fix_share s JOIN fix f ON f.id = s.fix_id
      WHERE s.team_id = ${subject.subjectId} AND f.ended_at IS NULL AND s.weight > 0
      ORDER BY s.weight DESC, f.id LIMIT ${limit}`)
  return db.query(sql`
    SELECT f.id, f.title, f.kind, f.effort, f.status, sum(i.risk::bigint * i.risk)::bigint AS weight, count(*)::integer AS issues
    FROM issue i JOIN fix_issue fi ON fi.issue_id = i.id AND fi.fixed_at IS NULL JOIN fix f ON f.id = fi.fix_id
    WHERE i.status = 'open' AND ${carriedBy(subject)}
    GROUP BY f.id HAVING sum(i.risk) > 0 ORDER BY weight DESC, f.id LIMIT ${limit}`)
}
