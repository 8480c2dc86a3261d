import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import type { ClusterRow } from './list.ts'

export async function setEnvironment(db: Db, id: number, environment: ClusterRow['environment']): Promise<void> {
  await db.query(sql`UPDATE cluster SET environment = ${environment} WHERE id = ${id}`)
}
