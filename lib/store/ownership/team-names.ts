import sql from 'sql-template-tag'
import type { TeamNames } from '../../domain/team-handle.ts'
import type { Db } from '../database.ts'

/** The teams there are, and what else they are called. */
export interface StoredTeamNames extends TeamNames {
  ids: Map<string, number>
  slugs: Set<string>
  aliases: Map<string, string>
}

export async function teamNamesOf(db: Db): Promise<StoredTeamNames> {
  const teams = await db.query<{ slug: string; id: number }>(sql`SELECT slug, id FROM team`)
  const aliases = await teamAliases(db)
  return {
    ids: new Map(teams.map(({ slug, id }) => [slug, id])),
    slugs: new Set(teams.map(({ slug }) => slug)),
    aliases: new Map(aliases.map(({ handle, team }) => [handle, team])),
  }
}

export interface TeamAlias {
  /** In lower case. */
  handle: string
  /** A slug. */
  team: string
}

export function teamAliases(db: Db): Promise<TeamAlias[]> {
  return db.query(sql`
    SELECT a.handle, t.slug AS team FROM team_alias a JOIN team t ON t.id = a.team_id ORDER BY a.handle`)
}

/** Puts these in the place of all aliases. */
export async function replaceAliases(tx: Db, aliases: readonly TeamAlias[]): Promise<void> {
  await tx.query(sql`DELETE FROM team_alias`)
  await tx.query(sql`
    INSERT INTO team_alias (handle, team_id)
    SELECT a.handle, t.id
    FROM unnest(${aliases.map(({ handle }) => handle)}::text[], ${aliases.map(({ team }) => team)}::text[]) AS a (handle, team)
    JOIN team t ON t.slug = a.team`)
}
