import type { SourceStream, StreamPage, StreamQuery } from '../../contract/coverage.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { silentAt, usualMinutes } from '../../domain/source-silence.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { type ListedStream, listStreams, lockStream, setExpectation, streamById } from '../../store/coverage/streams.ts'
import { database } from '../../store/database.ts'
import { lockEngine } from '../../store/engine/assets.ts'
import { keyOfCursor, pageOfFound, wordsOf } from '../list-page.ts'

/** What each source delivers about what; those first that are silent or due the longest. */
export async function listSourceStreams(actor: Actor, query: StreamQuery): Promise<Result<StreamPage>> {
  const refused = refusal(actor, 'source.read')
  if (refused) return refused
  const after = keyOfCursor(query.cursor, ['number', 'number'], (dueKey, id) => ({ dueKey, id }))
  if (!after.ok) return after
  const filter = {
    words: wordsOf(query.q),
    silent: query.silent,
    readableTeamIds: teamLimit(actor, 'workload.read'),
  }
  const found = await listStreams(database(), filter, after.value, query.limit + 1, new Date())
  const { rows, nextCursor } = pageOfFound(found, query.limit, ({ dueKey, id }) => [dueKey, id])
  return ok({ rows: rows.map(streamView), nextCursor })
}

export interface Expected {
  version: number
  expectedMinutes: number | null
  watched: boolean
}

/** Says how often a source must report, or that nothing is expected of it. An issue that rested on it closes with the next look. */
export async function updateSourceStream(actor: Actor, id: number, expected: Expected): Promise<Result<SourceStream>> {
  const refused = refusal(actor, 'cluster.manage')
  if (refused) return refused
  return database().transaction(async (tx) => {
    // A delivery works out the same from what it read before.
    await lockEngine(tx)
    const stream = await lockStream(tx, id)
    if (!stream) return err('not-found', 'There is no such source.')
    if (stream.version !== expected.version)
      return err('conflict', 'Somebody changed this source meanwhile. Look at it again and repeat the change.', {
        version: stream.version,
      })
    const { expectedMinutes, watched } = expected
    await setExpectation(tx, id, { expectedMinutes, watched, silentAt: silentAt(stream, expected) })
    const changed = await streamById(tx, id, new Date())
    const data = { source: changed!.source, about: changed!.about?.name ?? null, expectedMinutes, watched }
    await appendAudit(tx, actor, { action: 'source.expect', targetType: 'source', targetId: id, data })
    return ok(streamView(changed!))
  })
}

function streamView({ dueKey: _, gapsMinutes, firstAt, lastAt, silentAt: at, ...stream }: ListedStream): SourceStream {
  return {
    ...stream,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
    silentAt: at?.toISOString() ?? null,
    usualMinutes: usualMinutes(gapsMinutes, stream.expectedMinutes),
  }
}
