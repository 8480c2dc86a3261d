import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** What is saved as a whole: the rules with the names of teams, or the groups of the sign-in. */
export type SetName = 'rules' | 'groups'

export interface StoredSet {
  version: number
  updatedAt: Date | null
  updatedBy: string | null
}

export async function ownershipSet(db: Db, name: SetName): Promise<StoredSet> {
  const [row] = await db.query<StoredSet>(sql`
    SELECT s.version, s.updated_at AS "updatedAt", u.name AS "updatedBy"
    FROM ownership_set s LEFT JOIN "user" u ON u.id = s.updated_by WHERE s.name = ${name}`)
  return row!
}

/** Counts the version up when it is still this one; false when somebody saved meanwhile. */
export async function claimVersion(
  tx: Db,
  name: SetName,
  version: number,
  by: string | null,
  at: Date,
): Promise<boolean> {
  const rows = await tx.query(sql`
    UPDATE ownership_set SET version = version + 1, updated_by = ${by}, updated_at = ${at}
    WHERE name = ${name} AND version = ${version} RETURNING version`)
  return rows.length > 0
}
