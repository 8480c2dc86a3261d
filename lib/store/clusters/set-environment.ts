import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import type { ClusterRow } from './list.ts'

/** Sets it and, where it is another one, leaves word to the worker that the risk of what runs there is out of date. */
export async function setEnvironment(db: Db, id: number, environment: ClusterRow['environment']): Promise<void> {
  await db.query(sql`
    UPDATE cluster SET environment = ${environment}, rescore_at = now()
    WHERE id = ${id} AND environment IS DISTINCT FROM ${environment}`)
}
