import type { Source } from '../../contract/sources.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import {
  admissionSources,
  eventSources,
  reportSources,
  SOURCE_COUNT_BOUND,
  type SourceRow,
} from '../../store/sources/overview.ts'

function count(value: number) {
  return { value: Math.min(value, SOURCE_COUNT_BOUND), bounded: value > SOURCE_COUNT_BOUND }
}

function sourceOf({ kind, name, lastAt, last24h, troubled }: SourceRow): Source {
  return { kind, name, lastAt: lastAt?.toISOString() ?? null, last24h: count(last24h), troubled: count(troubled) }
}

/** What reports to us, and when each did last. */
export async function listSources(actor: Actor): Promise<Result<{ rows: Source[] }>> {
  const refused = refusal(actor, 'source.read')
  if (refused) return refused
  const db = database()
  const parts = await Promise.all([reportSources(db), eventSources(db), admissionSources(db)])
  return ok({ rows: parts.flat().map(sourceOf) })
}
