import type { UnscannedPage, UnscannedQuery } from '../../contract/coverage.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { scanCommand, scanTarget } from '../../domain/scan-command.ts'
import { type UnscannedKey, unscannedImages } from '../../store/coverage/unscanned-images.ts'
import { decodeCursor, encodeCursor } from '../../store/cursor.ts'
import { readDatabase } from '../../store/read-database.ts'
import { wantedTeams } from '../teams/wanted-teams.ts'

/** Images that run and were never scanned, each with the command that scans it. */
export async function listUnscannedImages(actor: Actor, query: UnscannedQuery): Promise<Result<UnscannedPage>> {
  const refused = refusal(actor, 'workload.read')
  if (refused) return refused
  const after = keyOf(query.cursor)
  if (!after.ok) return after
  const db = readDatabase()
  const filter = {
    words: query.q.split(/\s+/).filter(Boolean).slice(0, 10),
    teamIds: query.team === undefined ? null : await wantedTeams(db, actor, query.team),
    readableTeamIds: teamLimit(actor, 'workload.read'),
  }
  const found = await unscannedImages(db, filter, after.value, query.limit + 1)
  const rows = found.slice(0, query.limit)
  const last = found.length > query.limit ? rows.at(-1) : undefined
  return ok({
    rows: rows.map(({ imageId, repository, imageRef, digest, workloads, workload, teams }) => ({
      image: imageId === null || repository === null ? null : { id: imageId, repository },
      ...{ imageRef, digest, workloads, workload, teams },
      command: scanCommand(scanTarget(imageRef, repository, digest)),
    })),
    nextCursor: last ? encodeCursor([last.workloads, last.imageRef, last.versionId]) : null,
  })
}

function keyOf(cursor: string | undefined): Result<UnscannedKey | null> {
  if (cursor === undefined) return ok(null)
  const values = decodeCursor(cursor, ['number', 'string', 'number'])
  if (!values)
    return err('invalid', 'query.cursor: not a cursor of this list. Start again without one.', {
      location: 'query.cursor',
    })
  const [workloads, imageRef, versionId] = values as [number, string, number]
  return ok({ workloads, imageRef, versionId })
}
