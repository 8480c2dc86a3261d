import type { ComponentPage, ComponentSearchQuery } from '../../contract/components.ts'
import type { Actor } from '../../domain/actor.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { StoredPackageVersion } from '../../store/components/packages.ts'
import { type ComponentKey, searchComponents as search } from '../../store/components/search.ts'
import { readDatabase } from '../../store/read-database.ts'
import { keyOfCursor, pageOfFound } from '../list-page.ts'
import { matchComponents } from './match.ts'
import { componentRows } from './rows.ts'

/** Of a reader's own teams it takes longer to find as many among all. */
const COUNTED_AT_MOST = { all: 1_000, own: 200 }

/** Who ships a component, the oldest version of it first; counted once, with the first page, and no further than it is of use. */
export async function searchComponents(actor: Actor, query: ComponentSearchQuery): Promise<Result<ComponentPage>> {
  const db = readDatabase()
  const matched = await matchComponents(db, actor, query)
  if (!matched.ok) return matched
  const { versions, filter, cut } = matched.value
  const after = pageKeyOf(query.cursor, versions)
  if (!after.ok) return after
  const counted = Math.max(query.limit, filter.readableTeamIds ? COUNTED_AT_MOST.own : COUNTED_AT_MOST.all)
  const found = await search(db, filter, after.value, after.value ? query.limit + 1 : counted + 1)
  const { rows, nextCursor } = pageOfFound(found, query.limit, (last) => [last.packageVersionId, last.scopeId])
  return ok({
    rows: await componentRows(db, versions, rows),
    nextCursor,
    total: after.value ? null : { value: Math.min(found.length, counted), bounded: found.length > counted },
    matched: { packages: new Set(versions.map(({ purl }) => purl)).size, versions: versions.length, cut },
  })
}

function pageKeyOf(cursor: string | undefined, versions: readonly StoredPackageVersion[]): Result<ComponentKey | null> {
  return keyOfCursor(cursor, ['number', 'number'], (versionId, scopeId) => {
    const rank = versions.findIndex(({ id }) => id === versionId) + 1
    return rank === 0 ? null : { rank, scopeId }
  })
}
