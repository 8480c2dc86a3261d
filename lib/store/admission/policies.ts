import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The policies of the table; one that is named like a file replaces it, and switches it off when it is not enabled. */
export async function storedPolicies(db: Db): Promise<{ name: string; spec: unknown; enabled: boolean }[]> {
  return db.query(sql`SELECT name, spec, enabled FROM policy ORDER BY name`)
}
