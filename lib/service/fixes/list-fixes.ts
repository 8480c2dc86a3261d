import type { FixFilter, FixListQuery, FixPage, FixRow } from '../../contract/fixes.ts'
import type { Actor } from '../../domain/actor.ts'
import { EFFORTS, FIX_KINDS, type FixStatus, GOING_ON } from '../../domain/fix/words.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { encodeCursor } from '../../store/cursor.ts'
import type { Db } from '../../store/database.ts'
import { countFixes, type FixKey, type FixListFilter, fixRows, listFixKeys } from '../../store/fixes/list.ts'
import { ALL_TEAMS } from '../../store/fixes/shares.ts'
import { readDatabase } from '../../store/read-database.ts'
import { keyOfCursor } from '../list-page.ts'
import { wantedTeams } from '../teams/wanted-teams.ts'
import { readableShares } from './readable.ts'
import { fixRow } from './row.ts'

/** Fixes, what removes the most risk for the effort first; only the reader's own shares where the role is limited to them. */
export async function listFixes(actor: Actor, query: FixListQuery): Promise<Result<FixPage>> {
  const refused = refusal(actor, 'fix.read')
  if (refused) return refused
  const after = keyOfCursor(query.cursor, ['number', 'number'], (sort, id) => ({ sort, id }))
  if (!after.ok) return after
  const db = readDatabase()
  const filter = await filterOf(db, actor, query)
  const [page, total] = await Promise.all([
    pageOf(db, actor, query, filter, after.value, query.limit),
    countFixes(db, filter),
  ])
  return ok({ rows: page.rows, nextCursor: page.next && encodeCursor([page.next.sort, page.next.id]), total })
}

const BATCH = 500

export async function exportFixes(actor: Actor, query: FixFilter): Promise<Result<AsyncGenerator<FixRow[]>>> {
  const refused = refusal(actor, 'fix.read')
  if (refused) return refused
  return ok(batches(actor, query))
}

async function* batches(actor: Actor, query: FixFilter): AsyncGenerator<FixRow[]> {
  const db = readDatabase()
  const filter = await filterOf(db, actor, query)
  let after: FixKey | null = null
  do {
    const page: { rows: FixRow[]; next: FixKey | null } = await pageOf(db, actor, query, filter, after, BATCH)
    yield page.rows
    after = page.next
  } while (after)
}

async function filterOf(db: Db, actor: Actor, { team, kind, effort, status }: FixFilter): Promise<FixListFilter> {
  const readable = readableShares(actor)
  const wanted = team === undefined ? null : await wantedTeams(db, actor, team)
  const shares = wanted && readable ? wanted.filter((id) => readable.includes(id)) : (wanted ?? readable ?? [ALL_TEAMS])
  const statuses: readonly FixStatus[] = status === 'going-on' ? GOING_ON : status === 'done' ? ['verified'] : [status]
  return { shares, statuses, kinds: kind ? [kind] : FIX_KINDS, efforts: effort ? [effort] : EFFORTS }
}

async function pageOf(
  db: Db,
  actor: Actor,
  { team }: FixFilter,
  filter: FixListFilter,
  after: FixKey | null,
  limit: number,
) {
  const found = await listFixKeys(db, filter, { after, limit: limit + 1 })
  const keys = found.slice(0, limit)
  const fixes = await fixRows(
    db,
    keys.map(({ id }) => id),
  )
  // Where a team is asked for, the numbers are that team's.
  const seen = team === undefined ? readableShares(actor) : filter.shares
  return {
    rows: fixes.map((fix) => fixRow(fix, seen)),
    next: found.length > limit ? (keys.at(-1) ?? null) : null,
  }
}
