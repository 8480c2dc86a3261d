import { FACET_FIELDS, type FacetField, type IssueFilter } from '../../domain/issue-search.ts'
import { ISSUE_STATUSES } from '../../domain/lifecycle.ts'
import { ISSUE_KINDS, STAGES } from '../../domain/observation.ts'
import { SEVERITY_RANK } from '../../domain/severity.ts'
import type { CellCount } from './cell-counts.ts'

/** A filter with its team slugs resolved; 0 stands for nobody's. */
export interface CellQuery {
  filter: IssueFilter
  /** Teams that the filter asks for; null is no filter. */
  teamIds: readonly number[] | null
  /** Teams that the reader may see; null is no limit. */
  readableTeamIds: readonly number[] | null
}

/** Where each field but team and snoozed has its bits in a cell. */
const PLACES = (
  [
    ['is', 0, 2],
    ['severity', 2, 3],
    ['kind', 5, 3],
    ['stage', 8, 3],
    ['kev', 11, 1],
    ['fix', 12, 1],
    ['running', 13, 2],
    ['exposed', 15, 2],
  ] as const
).map(([field, shift, width]) => ({ field, shift, width, bit: 1 << FACET_FIELDS.indexOf(field) }))
const TEAM_BIT = 1 << FACET_FIELDS.indexOf('team')
const SNOOZED_BIT = 1 << FACET_FIELDS.indexOf('snoozed')

const TRISTATE = { unknown: 0, no: 1, yes: 2, internet: 2 } as const
const LOW_BITS = 2 ** 17
const TEAMS = 2 ** 24
const SNOOZED = LOW_BITS * TEAMS

const teamOf = (cell: number) => Math.floor(cell / LOW_BITS) % TEAMS

/**
 * Tells of a cell which fields of the filter it fails, as bits in the order of FACET_FIELDS: 0 matches, and -1 is out of
 * the reader's reach.
 */
export function cellTest({ filter, teamIds, readableTeamIds }: CellQuery): (cell: number) => number {
  const wanted: Record<(typeof PLACES)[number]['field'], readonly number[]> = {
    is: filter.is.map((status) => ISSUE_STATUSES.indexOf(status)),
    severity: filter.severity.map((severity) => SEVERITY_RANK[severity]),
    kind: filter.kind.map((kind) => ISSUE_KINDS.indexOf(kind)),
    stage: masksWithAny(filter.stage.map((stage) => STAGES.indexOf(stage))),
    kev: filter.kev.map(Number),
    fix: filter.fix.map((fix) => (fix === 'available' ? 1 : 0)),
    running: filter.running.map((value) => TRISTATE[value]),
    exposed: filter.exposed.map((value) => TRISTATE[value]),
  }
  const tests = PLACES.filter(({ field }) => wanted[field].length > 0).map((place) => ({
    ...place,
    values: wanted[place.field].reduce((set, value) => set | (1 << value), 0),
  }))
  const teams = teamIds && new Set(teamIds)
  const readable = readableTeamIds && new Set([0, ...readableTeamIds])
  const snoozed = filter.snoozed.length > 0 && new Set(filter.snoozed)
  return (cell) => {
    const team = teamOf(cell)
    if (readable && !readable.has(team)) return -1
    const low = cell % LOW_BITS
    let failed = teams && !teams.has(team) ? TEAM_BIT : 0
    if (snoozed && !snoozed.has(cell >= SNOOZED ? 'yes' : 'no')) failed |= SNOOZED_BIT
    for (const { bit, shift, width, values } of tests) {
      if (((values >> ((low >> shift) & ((1 << width) - 1))) & 1) === 0) failed |= bit
    }
    return failed
  }
}

/** The stage masks that hold any of these stages. */
function masksWithAny(stages: readonly number[]): number[] {
  const any = stages.reduce((mask, stage) => mask | (1 << stage), 0)
  return any === 0 ? [] : [1, 2, 3, 4, 5, 6, 7].filter((mask) => mask & any)
}

export function matchingCells(cells: readonly CellCount[], query: CellQuery): CellCount[] {
  const failed = cellTest(query)
  return cells.filter(({ cell }) => failed(cell) === 0)
}

/** Counts of a field's values by their number in the cell (a team's id, a stage's bit), each field with the other fields' filters applied. */
export type FacetCounts = Record<FacetField, Map<number, number>>

export function countFacets(cells: readonly CellCount[], query: CellQuery): FacetCounts {
  const failed = cellTest(query)
  const counts = Object.fromEntries(FACET_FIELDS.map((field) => [field, new Map<number, number>()])) as FacetCounts
  const sums = PLACES.map(({ width }) => new Float64Array(2 ** width))
  for (const { cell, issues } of cells) {
    const failing = failed(cell)
    // Two failed fields leave nothing to count.
    if (failing === -1 || (failing & (failing - 1)) !== 0) continue
    const low = cell % LOW_BITS
    for (let at = 0; at < PLACES.length; at++) {
      const { bit, shift, width } = PLACES[at]!
      if (failing === 0 || failing === bit) sums[at]![(low >> shift) & ((1 << width) - 1)]! += issues
    }
    if (failing === 0 || failing === TEAM_BIT) addTo(counts.team, teamOf(cell), issues)
    if (failing === 0 || failing === SNOOZED_BIT) addTo(counts.snoozed, cell >= SNOOZED ? 1 : 0, issues)
  }
  PLACES.forEach(({ field }, at) => {
    sums[at]!.forEach((sum, value) => {
      if (field !== 'stage') counts[field].set(value, sum)
      else
        for (let stage = 0; stage < STAGES.length; stage++)
          if (value & (1 << stage)) counts.stage.set(stage, (counts.stage.get(stage) ?? 0) + sum)
    })
  })
  return counts
}

function addTo(counts: Map<number, number>, value: number, issues: number): void {
  counts.set(value, (counts.get(value) ?? 0) + issues)
}
