import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface SignInGroup {
  name: string
  /** A slug. */
  team: string
}

export function signInGroups(db: Db): Promise<SignInGroup[]> {
  return db.query(sql`
    SELECT g.name, t.slug AS team FROM sign_in_group g JOIN team t ON t.id = g.team_id ORDER BY g.name, t.slug`)
}

/** Puts these in the place of all. */
export async function replaceSignInGroups(tx: Db, groups: readonly SignInGroup[]): Promise<void> {
  await tx.query(sql`DELETE FROM sign_in_group`)
  await tx.query(sql`
    INSERT INTO sign_in_group (name, team_id)
    SELECT g.name, t.id
    FROM unnest(${groups.map(({ name }) => name)}::text[], ${groups.map(({ team }) => team)}::text[]) AS g (name, team)
    JOIN team t ON t.slug = g.team ON CONFLICT DO NOTHING`)
}
