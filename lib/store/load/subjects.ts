import sql, { type Sql } from 'sql-template-tag'
import type { LoadKind } from '../../domain/load-line.ts'
import type { Environment } from '../../domain/risk-context.ts'
import type { Db } from '../database.ts'

/** One thing that carries a load, with what its line is looked up by. */
export interface SubjectLoad {
  kind: LoadKind
  /** Of a namespace: its cluster. */
  subjectId: number
  /** '' of what is no namespace. */
  namespace: string
  name: string
  /** The cluster that it is in; '' where that says nothing. */
  where: string
  clusterId: number | null
  environment: Environment | null
  teamId: number | null
  weight: number
  issues: number
}

const PLACES_OF_CLUSTERS = sql`
  SELECT DISTINCT w.cluster_id, pw.place_id FROM workload w JOIN place_workload pw ON pw.workload_id = w.id
  UNION SELECT cluster_id, id FROM place WHERE cluster_id IS NOT NULL`

/** The subjects of a kind that have an open issue, and all teams and clusters. */
const SUBJECTS: Record<LoadKind, Sql> = {
  workload: sql`
    SELECT w.id AS "subjectId", '' AS namespace, w.namespace || '/' || w.name AS name, c.name AS where, c.id AS "clusterId",
      c.environment, w.team_id AS "teamId", l.weight, l.issues
    FROM (SELECT pw.workload_id, sum(l.weight)::bigint AS weight, sum(l.issues)::integer AS issues
      FROM place_workload pw JOIN load_count l ON l.place_id = pw.place_id GROUP BY pw.workload_id) l
    JOIN workload w ON w.id = l.workload_id AND w.gone_at IS NULL JOIN cluster c ON c.id = w.cluster_id`,
  namespace: sql`
    SELECT c.id AS "subjectId", l.namespace, l.namespace AS name, c.name AS where, c.id AS "clusterId", c.environment,
      NULL::integer AS "teamId", l.weight, l.issues
    FROM (SELECT p.cluster_id, p.namespace, sum(l.weight)::bigint AS weight, sum(l.issues)::integer AS issues
      FROM (SELECT DISTINCT w.cluster_id, w.namespace, pw.place_id FROM workload w JOIN place_workload pw ON pw.workload_id = w.id) p
      JOIN load_count l ON l.place_id = p.place_id GROUP BY p.cluster_id, p.namespace) l
    JOIN cluster c ON c.id = l.cluster_id`,
  image: sql`
    SELECT i.id AS "subjectId", '' AS namespace, i.repository AS name, '' AS where, NULL::integer AS "clusterId",
      NULL AS environment, i.team_id AS "teamId", l.weight, l.issues
    FROM (SELECT image_id, sum(weight)::bigint AS weight, sum(issues)::integer AS issues FROM load_count
      WHERE image_id IS NOT NULL GROUP BY image_id) l
    JOIN image i ON i.id = l.image_id`,
  team: sql`
    SELECT t.id AS "subjectId", '' AS namespace, t.name, '' AS where, NULL::integer AS "clusterId", NULL AS environment,
      t.id AS "teamId", COALESCE(l.weight, 0) AS weight, COALESCE(l.issues, 0) AS issues
    FROM team t LEFT JOIN (SELECT team_id, sum(weight)::bigint AS weight, sum(issues)::integer AS issues FROM load_count
      WHERE team_id IS NOT NULL GROUP BY team_id) l ON l.team_id = t.id`,
  cluster: sql`
    SELECT c.id AS "subjectId", '' AS namespace, c.name, '' AS where, c.id AS "clusterId", c.environment, NULL::integer AS "teamId",
      COALESCE(l.weight, 0) AS weight, COALESCE(l.issues, 0) AS issues
    FROM cluster c LEFT JOIN (SELECT p.cluster_id, sum(l.weight)::bigint AS weight, sum(l.issues)::integer AS issues
      FROM (${PLACES_OF_CLUSTERS}) p JOIN load_count l ON l.place_id = p.place_id GROUP BY p.cluster_id) l
      ON l.cluster_id = c.id`,
}

/** The subjects of a kind that weigh more than this. */
export async function subjectsAbove(db: Db, kind: LoadKind, weight: number): Promise<SubjectLoad[]> {
  const rows = await db.query<Omit<SubjectLoad, 'kind'>>(
    sql`SELECT * FROM (${SUBJECTS[kind]}) s WHERE s.weight > ${weight}`,
  )
  return rows.map((row) => ({ kind, ...row }))
}

export interface SubjectFilter {
  environment: Environment | null
  teamId: number | null
}

/** What each subject of a kind weighs that has an open issue, in an environment and of a team; null is any. */
export async function weightsOf(db: Db, kind: LoadKind, { environment, teamId }: SubjectFilter): Promise<number[]> {
  const rows = await db.query<{ weight: number }>(sql`
    SELECT s.weight FROM (${SUBJECTS[kind]}) s
    WHERE s.issues > 0 AND (${environment}::text IS NULL OR s.environment = ${environment})
      AND (${teamId}::integer IS NULL OR s."teamId" = ${teamId})`)
  return rows.map(({ weight }) => weight)
}

export interface SubjectKey {
  weight: number
  subjectId: number
  namespace: string
}

export interface SubjectQuery {
  kind: LoadKind
  clusterId: number | null
  /** Teams whose subjects the reader may see beside what nobody owns; null is no limit. */
  readableTeamIds: readonly number[] | null
}

/** A page of the subjects of a kind, those with the most load first. */
export async function listSubjects(
  db: Db,
  { kind, clusterId, readableTeamIds }: SubjectQuery,
  after: SubjectKey | null,
  limit: number,
): Promise<SubjectLoad[]> {
  const rows = await db.query<Omit<SubjectLoad, 'kind'>>(sql`
    SELECT * FROM (${SUBJECTS[kind]}) s
    WHERE (${clusterId}::integer IS NULL OR s."clusterId" = ${clusterId})
      AND (${readableTeamIds}::integer[] IS NULL OR s."teamId" IS NULL OR s."teamId" = ANY (${readableTeamIds}::integer[]))
      AND (${after === null} OR (-s.weight, s."subjectId", s.namespace)
        > (${-(after?.weight ?? 0)}::bigint, ${after?.subjectId ?? 0}::bigint, ${after?.namespace ?? ''}))
    ORDER BY -s.weight, s."subjectId", s.namespace LIMIT ${limit}`)
  return rows.map((row) => ({ kind, ...row }))
}
