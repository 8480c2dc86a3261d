import sql from 'sql-template-tag'
import type { LoadKind } from '../../domain/load-line.ts'
import type { Db } from '../database.ts'

export interface OverSubject {
  kind: LoadKind
  subjectId: number
  namespace: string
}

/** What is known to be over its line. */
export function overNow(db: Db): Promise<(OverSubject & { since: Date })[]> {
  return db.query(sql`SELECT kind, subject_id AS "subjectId", namespace, since FROM load_over`)
}

export async function addOver(tx: Db, subjects: readonly OverSubject[], since: Date): Promise<void> {
  await tx.query(sql`
    INSERT INTO load_over (kind, subject_id, namespace, since)
    SELECT *, ${since}::timestamptz FROM unnest(${subjects.map(({ kind }) => kind)}::text[],
      ${subjects.map(({ subjectId }) => subjectId)}::bigint[], ${subjects.map(({ namespace }) => namespace)}::text[])`)
}

export async function removeOver(tx: Db, subjects: readonly OverSubject[]): Promise<void> {
  await tx.query(sql`
    DELETE FROM load_over o USING unnest(${subjects.map(({ kind }) => kind)}::text[],
      ${subjects.map(({ subjectId }) => subjectId)}::bigint[], ${subjects.map(({ namespace }) => namespace)}::text[])
      AS u (kind, subject_id, namespace)
    WHERE o.kind = u.kind AND o.subject_id = u.subject_id AND o.namespace = u.namespace`)
}

/** The names of subjects that carry a load no more or less than before; what is gone for good has none. */
export function namesOfSubjects(
  tx: Db,
  subjects: readonly OverSubject[],
): Promise<
  (OverSubject & {
    name: string
    where: string
    clusterId: number | null
    environment: string | null
    teamId: number | null
  })[]
> {
  return tx.query(sql`
    SELECT u.kind, u.subject_id AS "subjectId", u.namespace, COALESCE(w.namespace || '/' || w.name, i.repository, t.name,
        CASE WHEN u.kind = 'namespace' THEN u.namespace END, c.name, '') AS name,
      CASE WHEN u.kind IN ('workload', 'namespace') THEN c.name ELSE '' END AS where, c.id AS "clusterId", c.environment,
      COALESCE(w.team_id, i.team_id, t.id) AS "teamId"
    FROM unnest(${subjects.map(({ kind }) => kind)}::text[], ${subjects.map(({ subjectId }) => subjectId)}::bigint[],
      ${subjects.map(({ namespace }) => namespace)}::text[]) AS u (kind, subject_id, namespace)
    LEFT JOIN workload w ON u.kind = 'workload' AND w.id = u.subject_id
    LEFT JOIN image i ON u.kind = 'image' AND i.id = u.subject_id
    LEFT JOIN team t ON u.kind = 'team' AND t.id = u.subject_id
    LEFT JOIN cluster c ON c.id = COALESCE(w.cluster_id, CASE WHEN u.kind IN ('cluster', 'namespace') THEN u.subject_id END)`)
}
