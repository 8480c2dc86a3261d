import sql from 'sql-template-tag'
import type { OwnershipRule } from '../../domain/ownership.ts'
import type { Db } from '../database.ts'

/** The configured rules in their order. */
export function ownershipRules(db: Db): Promise<OwnershipRule[]> {
  return db.query(sql`
    SELECT r.kind, r.pattern, t.slug AS team FROM ownership_rule r JOIN team t ON t.id = r.team_id ORDER BY r.position`)
}

/** Puts these in the place of all rules; `team` is an existing team's slug. */
export async function replaceRules(tx: Db, rules: readonly OwnershipRule[]): Promise<void> {
  await tx.query(sql`DELETE FROM ownership_rule`)
  await tx.query(sql`
    INSERT INTO ownership_rule (position, kind, pattern, team_id)
    SELECT r.position, r.kind, r.pattern, t.id
    FROM unnest(${rules.map(({ kind }) => kind)}::text[], ${rules.map(({ pattern }) => pattern)}::text[],
      ${rules.map(({ team }) => team)}::text[]) WITH ORDINALITY AS r (kind, pattern, team, position)
    JOIN team t ON t.slug = r.team`)
}

/** How many rules, names and groups of the sign-in mean a team. */
export async function rulesOfTeam(db: Db, teamId: number): Promise<number> {
  const [row] = await db.query<{ rules: number }>(sql`
    SELECT (SELECT count(*) FROM ownership_rule WHERE team_id = ${teamId})
      + (SELECT count(*) FROM team_alias WHERE team_id = ${teamId})
      + (SELECT count(*) FROM sign_in_group WHERE team_id = ${teamId}) AS rules`)
  return row!.rules
}
