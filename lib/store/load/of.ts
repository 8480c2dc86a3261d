import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** What the open issues of one thing weigh (lib/domain/load.ts), each once, and how many they are. */
export interface StoredLoad {
  id: number
  weight: number
  issues: number
}

/** Of these workloads. An issue has one place, so none counts twice. */
export function loadsOfWorkloads(db: Db, ids: readonly number[]): Promise<StoredLoad[]> {
  return db.query(sql`
    SELECT pw.workload_id AS id, sum(l.weight)::bigint AS weight, sum(l.issues)::integer AS issues
    FROM place_workload pw JOIN load_count l ON l.place_id = pw.place_id
    WHERE pw.workload_id = ANY (${ids}::bigint[]) GROUP BY pw.workload_id`)
}

/** Of all versions of these images, wherever they run. */
export function loadsOfImages(db: Db, ids: readonly number[]): Promise<StoredLoad[]> {
  return db.query(sql`
    SELECT image_id AS id, sum(weight)::bigint AS weight, sum(issues)::integer AS issues
    FROM load_count WHERE image_id = ANY (${ids}::bigint[]) GROUP BY image_id`)
}

/** Of what these teams own. */
export function loadsOfTeams(db: Db, ids: readonly number[]): Promise<StoredLoad[]> {
  return db.query(sql`
    SELECT team_id AS id, sum(weight)::bigint AS weight, sum(issues)::integer AS issues
    FROM load_count WHERE team_id = ANY (${ids}::integer[]) GROUP BY team_id`)
}

/** Of what runs in these clusters, and what is wrong with a cluster itself. */
export function loadsOfClusters(db: Db, ids: readonly number[]): Promise<StoredLoad[]> {
  return db.query(sql`
    SELECT p.cluster_id AS id, sum(l.weight)::bigint AS weight, sum(l.issues)::integer AS issues
    FROM (
      SELECT w.cluster_id, pw.place_id FROM workload w JOIN place_workload pw ON pw.workload_id = w.id
      WHERE w.cluster_id = ANY (${ids}::integer[])
      UNION SELECT cluster_id, id FROM place WHERE cluster_id = ANY (${ids}::integer[])
    ) p JOIN load_count l ON l.place_id = p.place_id GROUP BY p.cluster_id`)
}

/** Of what runs in one namespace. */
export async function loadOfNamespace(db: Db, clusterId: number, namespace: string): Promise<Omit<StoredLoad, 'id'>> {
  const [row] = await db.query<Omit<StoredLoad, 'id'>>(sql`
    SELECT COALESCE(sum(l.weight), 0)::bigint AS weight, COALESCE(sum(l.issues), 0)::integer AS issues
    FROM (
      SELECT DISTINCT pw.place_id FROM workload w JOIN place_workload pw ON pw.workload_id = w.id
      WHERE w.cluster_id = ${clusterId} AND w.namespace = ${namespace}
    ) p JOIN load_count l ON l.place_id = p.place_id`)
  return row!
}
