import type { Source } from '../../contract/sources.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { type StoredSilence, silentSources } from '../../store/coverage/silent-sources.ts'
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

function sourceOf({ kind, name, lastAt, last24h, troubled }: SourceRow, silences: readonly StoredSilence[]): Source {
  const silence = silences.find((one) => one.kind === kind && one.name === name)
  return {
    ...{ kind, name, last24h: count(last24h), troubled: count(troubled) },
    lastAt: lastAt?.toISOString() ?? null,
    silentSince: silence?.since.toISOString() ?? null,
  }
}

/** What reports to us, and when each did last. */
export async function listSources(actor: Actor): Promise<Result<{ rows: Source[] }>> {
  const refused = refusal(actor, 'source.read')
  if (refused) return refused
  const db = database()
  const [silences, ...parts] = await Promise.all([
    silentSources(db, new Date()),
    reportSources(db),
    eventSources(db),
    admissionSources(db),
  ])
  return ok({ rows: parts.flat().map((row) => sourceOf(row, silences)) })
}
