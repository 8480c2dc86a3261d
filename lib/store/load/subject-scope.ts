import sql, { type Sql } from 'sql-template-tag'
import type { LoadKind } from '../../domain/load-line.ts'
import type { Environment } from '../../domain/risk-context.ts'
import type { Db } from '../database.ts'

const cluster = (id: number): Sql => sql`SELECT environment, NULL::integer AS "teamId" FROM cluster WHERE id = ${id}`

const SCOPES: Record<LoadKind, (id: number) => Sql> = {
  workload: (id) => sql`
    SELECT c.environment, w.team_id AS "teamId" FROM workload w JOIN cluster c ON c.id = w.cluster_id WHERE w.id = ${id}`,
  namespace: cluster,
  cluster,
  image: (id) => sql`SELECT NULL AS environment, team_id AS "teamId" FROM image WHERE id = ${id}`,
  team: (id) => sql`SELECT NULL AS environment, id AS "teamId" FROM team WHERE id = ${id}`,
}

/** What the line of something is looked up by; undefined when there is no such thing. A namespace goes by its cluster. */
export async function subjectScope(
  db: Db,
  kind: LoadKind,
  id: number,
): Promise<{ environment: Environment | null; teamId: number | null } | undefined> {
  const [row] = await db.query<{ environment: Environment | null; teamId: number | null }>(SCOPES[kind](id))
  return row
}
