import type { Source } from '../../contract/sources.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { type StoredRhythm, sourceRhythms } from '../../store/coverage/source-rhythms.ts'
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

function sourceOf(row: SourceRow, rhythms: readonly StoredRhythm[], now: Date): Source {
  const { kind, name, lastAt, last24h, troubled } = row
  const dueAt = rhythms.find((one) => one.kind === kind && one.name === name)?.dueAt ?? null
  return {
    ...{ kind, name, last24h: count(last24h), troubled: count(troubled) },
    lastAt: lastAt?.toISOString() ?? null,
    dueAt: dueAt?.toISOString() ?? null,
    silent: dueAt !== null && dueAt <= now,
  }
}

/** What reports to us, and when each did last. */
export async function listSources(actor: Actor): Promise<Result<{ rows: Source[] }>> {
  const refused = refusal(actor, 'source.read')
  if (refused) return refused
  const db = database()
  const [rhythms, ...parts] = await Promise.all([
    sourceRhythms(db),
    reportSources(db),
    eventSources(db),
    admissionSources(db),
  ])
  const now = new Date()
  return ok({ rows: parts.flat().map((row) => sourceOf(row, rhythms, now)) })
}
