import type { UnscannedPage, UnscannedQuery } from '../../contract/coverage.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { scanCommand, scanTarget } from '../../domain/scan-command.ts'
import { unscannedImages } from '../../store/coverage/unscanned-images.ts'
import { readDatabase } from '../../store/read-database.ts'
import { keyOfCursor, pageOfFound, wordsOf } from '../list-page.ts'
import { wantedTeams } from '../teams/wanted-teams.ts'

/** Images that run and were never scanned, each with the command that scans it. */
export async function listUnscannedImages(actor: Actor, query: UnscannedQuery): Promise<Result<UnscannedPage>> {
  const refused = refusal(actor, 'workload.read')
  if (refused) return refused
  const after = keyOfCursor(query.cursor, ['number', 'string', 'number'], (workloads, imageRef, versionId) => ({
    ...{ workloads, imageRef, versionId },
  }))
  if (!after.ok) return after
  const db = readDatabase()
  const filter = {
    words: wordsOf(query.q),
    teamIds: query.team === undefined ? null : await wantedTeams(db, actor, query.team),
    readableTeamIds: teamLimit(actor, 'workload.read'),
  }
  const found = await unscannedImages(db, filter, after.value, query.limit + 1)
  const { rows, nextCursor } = pageOfFound(found, query.limit, (last) => [
    last.workloads,
    last.imageRef,
    last.versionId,
  ])
  return ok({
    rows: rows.map(({ imageId, repository, imageRef, digest, workloads, workload, teams }) => ({
      image: imageId === null || repository === null ? null : { id: imageId, repository },
      ...{ imageRef, digest, workloads, workload, teams },
      command: scanCommand(scanTarget(imageRef, repository, digest)),
    })),
    nextCursor,
  })
}
