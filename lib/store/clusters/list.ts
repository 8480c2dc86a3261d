import sql, { empty, type Sql } from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface ClusterRow {
  id: number
  name: string
  environment: 'production' | 'staging' | 'development' | null
  workloads: number
  createdAt: Date
}

function select(where: Sql): Sql {
  return sql`
    SELECT c.id, c.name, c.environment, c.created_at AS "createdAt",
      (SELECT count(*) FROM workload w WHERE w.cluster_id = c.id AND w.gone_at IS NULL) AS workloads
    FROM cluster c ${where} ORDER BY c.name`
}

export async function listClusters(db: Db): Promise<ClusterRow[]> {
  return db.query<ClusterRow>(select(empty))
}

export async function clusterById(db: Db, id: number): Promise<ClusterRow | null> {
  const [row] = await db.query<ClusterRow>(select(sql`WHERE c.id = ${id}`))
  return row ?? null
}
