import { FACET_FIELDS, type FacetField } from '../../contract/issues.ts'
import type { IssueFilter } from '../../domain/issue-search.ts'
import { ISSUE_STATUSES } from '../../domain/lifecycle.ts'
import { ISSUE_KINDS, STAGES } from '../../domain/observation.ts'
import { SEVERITIES } from '../../domain/severity.ts'
import type { CellCount } from './cell-counts.ts'

/** A filter with its team slugs resolved; 0 stands for nobody's. */
export interface CellQuery {
  filter: IssueFilter
  /** Teams that the filter asks for; null is no filter. */
  teamIds: readonly number[] | null
  /** Teams that the reader may see; null is no limit. */
  readableTeamIds: readonly number[] | null
}

const TRISTATE = { unknown: 0, no: 1, yes: 2, internet: 2 } as const
const LOW_BITS = 2 ** 17

/** For each field but team, where its bits are in a cell and which values the filter wants of it. */
interface FieldTest {
  bit: number
  shift: number
  width: number
  wanted: number
}

/**
 * Tells of a cell which fields of the filter it fails, as bits in the order of FACET_FIELDS: 0 matches, and -1 is out of
 * the reader's reach.
 */
export function cellTest({ filter, teamIds, readableTeamIds }: CellQuery): (cell: number) => number {
  const tests: FieldTest[] = []
  const add = (field: FacetField, shift: number, width: number, values: readonly number[]) => {
    let wanted = 0
    for (const value of values) wanted |= 1 << value
    if (values.length > 0) tests.push({ bit: 1 << FACET_FIELDS.indexOf(field), shift, width, wanted })
  }
  add(
    'is',
    0,
    2,
    filter.is.map((status) => ISSUE_STATUSES.indexOf(status)),
  )
  add(
    'severity',
    2,
    3,
    filter.severity.map((severity) => 4 - SEVERITIES.indexOf(severity)),
  )
  add(
    'kind',
    5,
    3,
    filter.kind.map((kind) => ISSUE_KINDS.indexOf(kind)),
  )
  add('stage', 8, 3, masksWithAny(filter.stage.map((stage) => STAGES.indexOf(stage))))
  add('kev', 11, 1, filter.kev.map(Number))
  add(
    'fix',
    12,
    1,
    filter.fix.map((fix) => (fix === 'available' ? 1 : 0)),
  )
  add(
    'running',
    13,
    2,
    filter.running.map((value) => TRISTATE[value]),
  )
  add(
    'exposed',
    15,
    2,
    filter.exposed.map((value) => TRISTATE[value]),
  )
  const teams = teamIds && new Set(teamIds)
  const readable = readableTeamIds && new Set([0, ...readableTeamIds])
  const teamBit = 1 << FACET_FIELDS.indexOf('team')
  return (cell) => {
    const team = Math.floor(cell / LOW_BITS)
    if (readable && !readable.has(team)) return -1
    const low = cell % LOW_BITS
    let failed = teams && !teams.has(team) ? teamBit : 0
    for (const { bit, shift, width, wanted } of tests) {
      if (((wanted >> ((low >> shift) & ((1 << width) - 1))) & 1) === 0) failed |= bit
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
  for (const { cell, issues } of cells) {
    const failing = failed(cell)
    // Two failed fields leave nothing to count.
    if (failing === -1 || (failing & (failing - 1)) !== 0) continue
    const low = cell % LOW_BITS
    FACET_FIELDS.forEach((field, index) => {
      if (failing !== 0 && failing !== 1 << index) return
      for (const value of valuesIn(field, low, cell)) counts[field].set(value, (counts[field].get(value) ?? 0) + issues)
    })
  }
  return counts
}

const PLACES = {
  is: [0, 2],
  severity: [2, 3],
  kind: [5, 3],
  kev: [11, 1],
  fix: [12, 1],
  running: [13, 2],
  exposed: [15, 2],
} as const

function valuesIn(field: FacetField, low: number, cell: number): number[] {
  if (field === 'team') return [Math.floor(cell / LOW_BITS)]
  if (field === 'stage') return [0, 1, 2].filter((stage) => (low >> 8) & (1 << stage))
  const [shift, width] = PLACES[field]
  return [(low >> shift) & ((1 << width) - 1)]
}
