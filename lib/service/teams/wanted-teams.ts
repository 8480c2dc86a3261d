import type { Actor } from '../../domain/actor.ts'
import type { Db } from '../../store/database.ts'
import { teamIdsOfSlugs } from '../../store/teams/ids-of-slugs.ts'

/** Ids of the teams that a list is filtered by: a slug, the reader's own (`mine`), or 0 for nobody's (`none`). */
export async function wantedTeams(db: Db, actor: Actor, slug: string): Promise<number[]> {
  if (slug === 'none') return [0]
  if (slug === 'mine') return actor.type === 'user' ? actor.teamIds : []
  return teamIdsOfSlugs(db, [slug])
}
