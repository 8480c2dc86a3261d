import type { ImageListQuery, ImagePage, ImageSort } from '../../contract/images.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import * as store from '../../store/images/list.ts'
import { readDatabase } from '../../store/read-database.ts'
import { isMoment, keyOfCursor, pageOfFound, wordsOf } from '../list-page.ts'
import { wantedTeams } from '../teams/wanted-teams.ts'
import { imageRows } from './row.ts'

/** Images; the reader's own teams' and nobody's, where the role is limited to them. */
export async function listImages(actor: Actor, query: ImageListQuery): Promise<Result<ImagePage>> {
  const refused = refusal(actor, 'image.read')
  if (refused) return refused
  const after = pageKeyOf(query.cursor, query.sort)
  if (!after.ok) return after
  const db = readDatabase()
  const filter: store.ImageFilter = {
    words: wordsOf(query.q),
    teamIds: query.team === undefined ? null : await wantedTeams(db, actor, query.team),
    running: query.running,
    neverScanned: query.neverScanned,
    readableTeamIds: teamLimit(actor, 'image.read'),
  }
  const found = await store.listImages(db, filter, { sort: query.sort, after: after.value, limit: query.limit + 1 })
  const { rows, nextCursor } = pageOfFound(found, query.limit, ({ key, id }) => [query.sort, key, id])
  return ok({ rows: await imageRows(db, rows), nextCursor })
}

/** A cursor of one sort is none of another. */
function pageKeyOf(cursor: string | undefined, sort: ImageSort): Result<store.ImageKey | null> {
  return keyOfCursor(cursor, ['string', 'string', 'number'], (of, value, id) =>
    of === sort && (sort !== 'newest' || isMoment(value)) ? { value, id } : null,
  )
}
