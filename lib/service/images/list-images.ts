import type { ImageListQuery, ImagePage, ImageSort } from '../../contract/images.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { decodeCursor, encodeCursor } from '../../store/cursor.ts'
import * as store from '../../store/images/list.ts'
import { readDatabase } from '../../store/read-database.ts'
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
    words: query.q.split(/\s+/).filter(Boolean).slice(0, 10),
    teamIds: query.team === undefined ? null : await wantedTeams(db, actor, query.team),
    running: query.running,
    neverScanned: query.neverScanned,
    readableTeamIds: teamLimit(actor, 'image.read'),
  }
  const found = await store.listImages(db, filter, { sort: query.sort, after: after.value, limit: query.limit + 1 })
  const images = found.slice(0, query.limit)
  const last = found.length > query.limit ? images.at(-1) : undefined
  return ok({
    rows: await imageRows(db, images),
    nextCursor: last ? encodeCursor([query.sort, last.key, last.id]) : null,
  })
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/

/** A cursor of one sort is none of another. */
function pageKeyOf(cursor: string | undefined, sort: ImageSort): Result<store.ImageKey | null> {
  if (cursor === undefined) return ok(null)
  const [of, value, id] = decodeCursor(cursor, ['string', 'string', 'number']) ?? []
  const valid = typeof value === 'string' && typeof id === 'number' && of === sort
  if (!valid || (sort === 'newest' && (!MOMENT.test(value) || Number.isNaN(Date.parse(value)))))
    return err('invalid', 'query.cursor: not a cursor of this list. Start again without one.', {
      location: 'query.cursor',
    })
  return ok({ value, id })
}
