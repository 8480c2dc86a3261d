import type { ComponentFilter, ComponentRow } from '../../contract/components.ts'
import type { Actor } from '../../domain/actor.ts'
import { ok, type Result } from '../../domain/result.ts'
import { type ComponentKey, searchComponents } from '../../store/components/search.ts'
import type { Db } from '../../store/database.ts'
import { readDatabase } from '../../store/read-database.ts'
import { type ComponentMatch, matchComponents } from './match.ts'
import { componentRows } from './rows.ts'

const BATCH = 500

/** Everybody who ships a component, batch by batch; each batch is read when the one before was taken. */
export async function exportComponents(
  actor: Actor,
  query: ComponentFilter,
): Promise<Result<AsyncGenerator<ComponentRow[]>>> {
  const db = readDatabase()
  const matched = await matchComponents(db, actor, query)
  return matched.ok ? ok(batches(db, matched.value)) : matched
}

async function* batches(db: Db, { versions, filter }: ComponentMatch): AsyncGenerator<ComponentRow[]> {
  let after: ComponentKey | null = null
  do {
    const places = await searchComponents(db, filter, after, BATCH)
    yield await componentRows(db, versions, places)
    after = places.length === BATCH ? (places.at(-1) ?? null) : null
  } while (after)
}
