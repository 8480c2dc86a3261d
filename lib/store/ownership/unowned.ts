import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** A namespace with workloads that nobody owns; the open issues are those of the workloads themselves. */
export interface UnownedNamespace {
  namespace: string
  /** The oldest of them. */
  workloadId: number
  workloads: number
  issues: number
  labels: Record<string, string>[]
}

export function unownedNamespaces(db: Db, limit: number): Promise<UnownedNamespace[]> {
  return db.query(sql`
    SELECT w.namespace, min(w.id) AS "workloadId", count(*) AS workloads, COALESCE(sum(n.issues), 0)::bigint AS issues,
      (array_agg(jsonb_strip_nulls(w.labels) ORDER BY w.id))[1:20] AS labels
    FROM workload w
    LEFT JOIN LATERAL (SELECT count(*) AS issues FROM issue i WHERE i.workload_id = w.id AND i.status = 'open'
      AND i.team_id IS NULL) n ON true
    WHERE w.gone_at IS NULL AND w.team_id IS NULL
    GROUP BY w.namespace ORDER BY issues DESC, workloads DESC, w.namespace LIMIT ${limit}`)
}

/** An image, a source repository or a cluster that nobody owns; the open issues are in nothing that is nearer. */
export interface UnownedThing {
  id: number
  name: string
  workloads: number
  issues: number
  labels: Record<string, string>
}

/** Out of issue_image_id_idx alone: the status and the team are bits of the cell. */
export function unownedImages(db: Db, limit: number): Promise<UnownedThing[]> {
  return db.query(sql`
    SELECT im.id, im.repository AS name, n.issues,
      (SELECT count(DISTINCT c.workload_id) FROM workload_container c JOIN workload w ON w.id = c.workload_id AND w.gone_at IS NULL
       WHERE c.image_id = im.id) AS workloads,
      COALESCE((SELECT jsonb_strip_nulls(labels) FROM image_version v WHERE v.image_id = im.id
        ORDER BY first_seen_at DESC, id DESC LIMIT 1), '{}') AS labels
    FROM image im
    CROSS JOIN LATERAL (SELECT count(*) AS issues FROM issue WHERE image_id = im.id AND cell & 3 = 0 AND cell >> 17 = 0) n
    WHERE im.team_id IS NULL AND n.issues > 0 ORDER BY n.issues DESC, im.repository LIMIT ${limit}`)
}

export function unownedRepositories(db: Db, limit: number): Promise<UnownedThing[]> {
  return db.query(sql`
    SELECT r.id, r.name, n.issues, 0 AS workloads, '{}'::jsonb AS labels
    FROM repository r
    CROSS JOIN LATERAL (SELECT count(*) AS issues FROM issue i WHERE i.repository_id = r.id AND i.status = 'open'
      AND i.team_id IS NULL) n
    WHERE n.issues > 0 ORDER BY n.issues DESC, r.name LIMIT ${limit}`)
}

export function unownedClusters(db: Db, limit: number): Promise<UnownedThing[]> {
  return db.query(sql`
    SELECT c.id, c.name, n.issues, 0 AS workloads, '{}'::jsonb AS labels
    FROM cluster c
    CROSS JOIN LATERAL (SELECT count(*) AS issues FROM issue i WHERE i.cluster_id = c.id AND i.status = 'open'
      AND i.team_id IS NULL AND num_nonnulls(i.image_id, i.workload_id, i.repository_id) = 0) n
    WHERE n.issues > 0 ORDER BY n.issues DESC, c.name LIMIT ${limit}`)
}

export interface Siblings {
  /** A namespace, or the repository of an image or source. */
  name: string
  team: string
  things: number
}

/** Which teams have workloads in each namespace. */
export function teamsOfNamespaces(db: Db): Promise<Siblings[]> {
  return db.query(sql`
    SELECT w.namespace AS name, t.slug AS team, count(*) AS things FROM workload w JOIN team t ON t.id = w.team_id
    WHERE w.gone_at IS NULL GROUP BY 1, 2`)
}

export function teamsOfImages(db: Db): Promise<Siblings[]> {
  return db.query(sql`
    SELECT im.repository AS name, t.slug AS team, 1 AS things FROM image im JOIN team t ON t.id = im.team_id`)
}

export function teamsOfRepositories(db: Db): Promise<Siblings[]> {
  return db.query(sql`
    SELECT r.name, t.slug AS team, 1 AS things FROM repository r JOIN team t ON t.id = r.team_id`)
}

/** Open issues that nobody owns, from the count cube: no team, status open. */
export async function unownedIssues(db: Db): Promise<number> {
  const [row] = await db.query<{ issues: number }>(
    sql`SELECT COALESCE(sum(issues), 0)::bigint AS issues FROM issue_count WHERE cell & 3 = 0 AND cell >> 17 = 0`,
  )
  return row!.issues
}
