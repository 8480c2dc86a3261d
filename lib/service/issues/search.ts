import type { Actor } from '../../domain/actor.ts'
import { type IssueFilter, parseIssueSearch } from '../../domain/issue-search.ts'
import { teamLimit } from '../../domain/permission.ts'
import { DEFAULT_CLOCKS } from '../../domain/sla.ts'
import { clocksInForce } from '../../store/clocks/versions.ts'
import type { Db } from '../../store/database.ts'
import { unpackCell } from '../../store/issues/cell.ts'
import { type CellCount, cellCounts } from '../../store/issues/cell-counts.ts'
import { foundCellCounts, MAX_FOUND } from '../../store/issues/list-found.ts'
import { type CellQuery, matchingCells } from '../../store/issues/match-cells.ts'
import { type DueTimes, type OpenSearch, resolveSearch } from '../../store/issues/resolve-search.ts'
import type { WaitingTeams } from '../../store/issues/waiting.ts'
import { teamIdsOfSlugs } from '../../store/teams/ids-of-slugs.ts'

/** A search text, understood and counted for one reader. */
export interface CountedSearch {
  query: CellQuery
  open: OpenSearch | null
  /** Counts of every cell. */
  all: readonly CellCount[]
  /** Counts of what the open-ended filters find, else of every cell. */
  found: readonly CellCount[]
  /** The cells of `found` that match the whole filter and that the reader may see. */
  matching: CellCount[]
  /** True when counting stopped before the end: counts read "at least". */
  bounded: boolean
  problems: string[]
}

export async function countSearch(db: Db, actor: Actor, text: string): Promise<CountedSearch> {
  const { filter, problems } = parseIssueSearch(text)
  const readableTeamIds = teamLimit(actor, 'issue.read')
  const waiting = await waitingTeams(db, actor, filter.waiting, readableTeamIds)
  const [teamIds, open, all] = await Promise.all([
    wantedTeams(db, actor, filter.team),
    dueTimes(db, filter).then((times) => resolveSearch(db, filter, times, waiting)),
    cellCounts(db),
  ])
  // What a reader's own workloads wait for they may see, whoever owns it: the search itself is limited to that.
  const query: CellQuery = { filter, teamIds, readableTeamIds: open?.forWaiting ? null : readableTeamIds }
  const found = open ? await foundCellCounts(db, open) : all
  const full = open !== null && total(found) >= MAX_FOUND
  // A search that finds too much to be counted is read in the queue's order, in any cell that matches.
  const possible = full ? all.filter(({ cell }) => open.mayFind(unpackCell(cell).kind)) : found
  const matching = matchingCells(possible, query)
  return { query, open, all, found, matching, bounded: full || (open?.cut ?? false), problems }
}

/** The policy is asked only where the filter looks at dates. */
async function dueTimes(db: Db, { due }: IssueFilter): Promise<DueTimes> {
  const now = new Date()
  const { soonDays } = (due.length > 0 && (await clocksInForce(db))) || DEFAULT_CLOCKS
  return { now, soonUntil: new Date(now.getTime() + soonDays * 86_400_000) }
}

/** Ids of the teams that a filter names; 0 is nobody's. Null when it names none. */
async function wantedTeams(db: Db, actor: Actor, slugs: string[]): Promise<number[] | null> {
  if (slugs.length === 0) return null
  const ids = await teamIdsOfSlugs(db, slugs)
  if (slugs.includes('none')) ids.push(0)
  if (slugs.includes('mine') && actor.type === 'user') ids.push(...actor.teamIds)
  return ids
}

/** The teams that are meant to wait, of those that the reader may ask about. Null is any team; undefined where nothing is asked. */
async function waitingTeams(
  db: Db,
  actor: Actor,
  asked: string[],
  readable: readonly number[] | null,
): Promise<WaitingTeams | undefined> {
  if (asked.length === 0) return undefined
  if (asked.includes('any')) return readable
  const wanted = (await wantedTeams(db, actor, asked)) ?? []
  return readable ? wanted.filter((id) => readable.includes(id)) : wanted
}

function total(cells: readonly CellCount[]): number {
  return cells.reduce((sum, { issues }) => sum + issues, 0)
}

/** How many issues match; of a search that finds too much, how many of those that were looked at. */
export function totalOf(search: CountedSearch): { value: number; bounded: boolean } {
  return { value: total(matchingCells(search.found, search.query)), bounded: search.bounded }
}
