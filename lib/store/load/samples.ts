import sql from 'sql-template-tag'
import type { HistoryQuery } from '../../contract/load.ts'
import { splitFor } from '../../domain/metrics/cells.ts'
import type { Db } from '../database.ts'

/** Keeps the loads of an hour that differ from the last that is kept. Returns how many. */
export async function takeSamples(tx: Db, hour: Date): Promise<number> {
  const rows = await tx.query<{ taken: number }>(sql`
    WITH loads AS (
      SELECT 'workload' AS kind, w.id AS subject_id, '' AS namespace, COALESCE(l.weight, 0) AS weight FROM workload w
      LEFT JOIN (SELECT pw.workload_id, sum(l.weight)::bigint AS weight FROM place_workload pw
        JOIN load_count l ON l.place_id = pw.place_id GROUP BY pw.workload_id) l ON l.workload_id = w.id
      WHERE w.gone_at IS NULL
      UNION ALL
      SELECT 'namespace', n.cluster_id, n.namespace, COALESCE(l.weight, 0)
      FROM (SELECT DISTINCT cluster_id, namespace FROM workload) n
      LEFT JOIN (SELECT p.cluster_id, p.namespace, sum(l.weight)::bigint AS weight
        FROM (SELECT DISTINCT w.cluster_id, w.namespace, pw.place_id FROM workload w JOIN place_workload pw ON pw.workload_id = w.id) p
        JOIN load_count l ON l.place_id = p.place_id GROUP BY 1, 2) l ON l.cluster_id = n.cluster_id AND l.namespace = n.namespace
      UNION ALL
      SELECT 'image', i.id, '', COALESCE(l.weight, 0) FROM image i
      LEFT JOIN (SELECT image_id, sum(weight)::bigint AS weight FROM load_count GROUP BY image_id) l ON l.image_id = i.id
      UNION ALL
      SELECT 'team', t.id, '', COALESCE(l.weight, 0) FROM team t
      LEFT JOIN (SELECT team_id, sum(weight)::bigint AS weight FROM load_count GROUP BY team_id) l ON l.team_id = t.id
      UNION ALL
      SELECT 'cluster', c.id, '', COALESCE(l.weight, 0) FROM cluster c
      LEFT JOIN (SELECT p.cluster_id, sum(l.weight)::bigint AS weight
        FROM (SELECT DISTINCT w.cluster_id, pw.place_id FROM workload w JOIN place_workload pw ON pw.workload_id = w.id
          UNION SELECT cluster_id, id FROM place WHERE cluster_id IS NOT NULL) p
        JOIN load_count l ON l.place_id = p.place_id GROUP BY p.cluster_id) l ON l.cluster_id = c.id
    ), taken AS (
      INSERT INTO load_sample (kind, subject_id, namespace, at, weight)
      SELECT l.kind, l.subject_id, l.namespace, ${hour}, l.weight FROM loads l
      LEFT JOIN LATERAL (SELECT s.weight FROM load_sample s
        WHERE s.kind = l.kind AND s.subject_id = l.subject_id AND s.namespace = l.namespace ORDER BY s.at DESC LIMIT 1) last ON true
      WHERE l.weight <> COALESCE(last.weight, 0)
      ON CONFLICT (kind, subject_id, namespace, at) DO UPDATE SET weight = EXCLUDED.weight RETURNING 1
    ) SELECT count(*)::integer AS taken FROM taken`)
  return rows[0]?.taken ?? 0
}

/** Of what is older than `thinBefore` keeps the last of each day, and of what is older than `dropBefore` the last at all. */
export async function thinSamples(tx: Db, thinBefore: Date, dropBefore: Date): Promise<void> {
  await tx.query(sql`
    DELETE FROM load_sample s WHERE s.at < ${thinBefore} AND EXISTS (SELECT FROM load_sample n
      WHERE n.kind = s.kind AND n.subject_id = s.subject_id AND n.namespace = s.namespace AND n.at > s.at
        AND n.at < (date_trunc('day', s.at, 'UTC') + interval '1 day'))`)
  await tx.query(sql`
    DELETE FROM load_sample s WHERE s.at < ${dropBefore} AND EXISTS (SELECT FROM load_sample n
      WHERE n.kind = s.kind AND n.subject_id = s.subject_id AND n.namespace = s.namespace AND n.at > s.at AND n.at <= ${dropBefore})`)
}

export interface StoredSample {
  subjectId: number
  /** '' where it is none. */
  namespace: string
  at: Date
  weight: number
}

/**
 * The loads of teams or clusters at the end of each day (UTC) on which they changed before they were sampled first, by what the log tells
 * (metric_cell), as whose they were then; oldest first, and of each the last before `since`.
 */
export function loadsBeforeSamples(
  db: Db,
  kind: 'team' | 'cluster',
  subjectIds: readonly number[],
  since: Date,
): Promise<StoredSample[]> {
  const id = kind === 'team' ? sql`team_id` : sql`cluster_id`
  return db.query(sql`
    SELECT * FROM (
      SELECT *, lead(at) OVER (PARTITION BY "subjectId" ORDER BY at) AS next FROM (
        SELECT u.id AS "subjectId", '' AS namespace, (c.day + 1)::timestamp AT TIME ZONE 'UTC' AS at,
          sum(sum(c.load_delta)) OVER (PARTITION BY u.id ORDER BY c.day)::bigint AS weight
        FROM unnest(${subjectIds}::bigint[]) AS u (id)
        JOIN metric_cell c ON c.basis = 'then' AND c.split = ${splitFor({ [kind]: true })} AND c.${id} = u.id
        WHERE c.day + 1 <= COALESCE((SELECT min(s.at) FROM load_sample s WHERE s.kind = ${kind} AND s.subject_id = u.id), now())
          AND c.load_delta <> 0
        GROUP BY u.id, c.day) days) told
    WHERE next IS NULL OR next > ${since} ORDER BY "subjectId", at`)
}

/** What is sampled, a namespace by its cluster and its name; '' where it is none. */
export interface SampledSubject {
  id: number
  namespace: string
}

/** The samples of these subjects since a time, oldest first, and of each the last before it. */
export function samplesOf(
  db: Db,
  kind: HistoryQuery['kind'],
  subjects: readonly SampledSubject[],
  since: Date,
): Promise<StoredSample[]> {
  return db.query(sql`
    SELECT s.* FROM unnest(${subjects.map(({ id }) => id)}::bigint[], ${subjects.map(({ namespace }) => namespace)}::text[]) AS u (id, namespace)
    CROSS JOIN LATERAL (
      (SELECT subject_id AS "subjectId", namespace, at, weight FROM load_sample
        WHERE kind = ${kind} AND subject_id = u.id AND namespace = u.namespace AND at < ${since} ORDER BY at DESC LIMIT 1)
      UNION ALL
      SELECT subject_id, namespace, at, weight FROM load_sample
      WHERE kind = ${kind} AND subject_id = u.id AND namespace = u.namespace AND at >= ${since}
    ) s ORDER BY s."subjectId", s.namespace, s.at`)
}
