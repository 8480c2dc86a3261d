import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyFilter, FACET_FIELDS, type FacetField, type IssueFilter } from '../../domain/issue-search.ts'
import { ISSUE_STATUSES } from '../../domain/lifecycle.ts'
import { ISSUE_KINDS, STAGES } from '../../domain/observation.ts'
import { SEVERITIES } from '../../domain/severity.ts'
import { type Cell, unpackCell } from './cell.ts'
import { type CellQuery, countFacets, matchingCells } from './match-cells.ts'

const TRISTATE = {
  running: { yes: true, no: false, unknown: null },
  exposed: { internet: true, no: false, unknown: null },
}

/** The same filter in plain words over unpacked cells. */
const passes: Record<FacetField, (cell: Cell, query: CellQuery) => boolean> = {
  is: (cell, { filter }) => filter.is.length === 0 || filter.is.includes(cell.status),
  severity: (cell, { filter }) => filter.severity.length === 0 || filter.severity.includes(cell.severity),
  kind: (cell, { filter }) => filter.kind.length === 0 || filter.kind.includes(cell.kind),
  stage: (cell, { filter }) => filter.stage.length === 0 || filter.stage.some((stage) => cell.stages.includes(stage)),
  kev: (cell, { filter }) => filter.kev.length === 0 || filter.kev.includes(cell.kev),
  fix: (cell, { filter }) => filter.fix.length === 0 || filter.fix.includes(cell.fixAvailable ? 'available' : 'none'),
  running: (cell, { filter }) =>
    filter.running.length === 0 || filter.running.some((value) => TRISTATE.running[value] === cell.running),
  exposed: (cell, { filter }) =>
    filter.exposed.length === 0 || filter.exposed.some((value) => TRISTATE.exposed[value] === cell.exposed),
  snoozed: (cell, { filter }) => filter.snoozed.length === 0 || filter.snoozed.includes(cell.snoozed ? 'yes' : 'no'),
  team: (cell, { teamIds }) => teamIds === null || teamIds.includes(cell.teamId ?? 0),
}

function isReadable(cell: Cell, { readableTeamIds }: CellQuery): boolean {
  return readableTeamIds === null || cell.teamId === null || readableTeamIds.includes(cell.teamId)
}

const cell = fc
  .record({
    status: fc.nat(3),
    severity: fc.nat(4),
    kind: fc.nat(5),
    stages: fc.nat(7),
    kev: fc.nat(1),
    fix: fc.nat(1),
    running: fc.nat(2),
    exposed: fc.nat(2),
    team: fc.oneof(fc.nat(3), fc.constant(16_777_215)),
    snoozed: fc.nat(1),
  })
  .map(
    (of) =>
      of.status +
      of.severity * 4 +
      of.kind * 32 +
      of.stages * 256 +
      of.kev * 2048 +
      of.fix * 4096 +
      of.running * 8192 +
      of.exposed * 32_768 +
      of.team * 131_072 +
      of.snoozed * 2 ** 41,
  )
const cells = fc
  .uniqueArray(cell, { maxLength: 40 })
  .map((all) => all.map((one, at) => ({ cell: one, issues: at + 1 })))

const some = <Value>(values: readonly Value[]) => fc.subarray([...values], { maxLength: 2 })
const filter: fc.Arbitrary<IssueFilter> = fc
  .record({
    is: some(ISSUE_STATUSES),
    severity: some(SEVERITIES),
    kind: some(ISSUE_KINDS),
    stage: some(STAGES),
    kev: some([true, false]),
    fix: some(['available', 'none'] as const),
    running: some(['yes', 'no', 'unknown'] as const),
    exposed: some(['internet', 'no', 'unknown'] as const),
    snoozed: some(['yes', 'no'] as const),
  })
  .map((fields) => ({ ...emptyFilter(), ...fields }))
const query: fc.Arbitrary<CellQuery> = fc.record({
  filter,
  teamIds: fc.option(some([0, 1, 2])),
  readableTeamIds: fc.option(some([1, 2])),
})

test('a cell matches when each of its fields does and the reader may see its team', () => {
  fc.assert(
    fc.property(cells, query, (all, asked) => {
      const expected = all.filter(({ cell: one }) => {
        const unpacked = unpackCell(one)
        return isReadable(unpacked, asked) && FACET_FIELDS.every((field) => passes[field](unpacked, asked))
      })
      expect(matchingCells(all, asked)).toEqual(expected)
    }),
  )
})

test('a facet counts what its value would show with every other filter as it is', () => {
  fc.assert(
    fc.property(cells, query, (all, asked) => {
      const counts = countFacets(all, asked)
      const count = (field: FacetField, has: (of: Cell) => boolean) =>
        all.reduce((sum, { cell: one, issues }) => {
          const unpacked = unpackCell(one)
          const others = FACET_FIELDS.every((other) => other === field || passes[other](unpacked, asked))
          return isReadable(unpacked, asked) && others && has(unpacked) ? sum + issues : sum
        }, 0)
      for (const [at, status] of ISSUE_STATUSES.entries())
        expect(counts.is.get(at) ?? 0).toBe(count('is', (of) => of.status === status))
      for (const [at, stage] of STAGES.entries())
        expect(counts.stage.get(at) ?? 0).toBe(count('stage', (of) => of.stages.includes(stage)))
      for (const team of [0, 1, 2, 3, 16_777_215])
        expect(counts.team.get(team) ?? 0).toBe(count('team', (of) => (of.teamId ?? 0) === team))
      expect(counts.exposed.get(2) ?? 0).toBe(count('exposed', (of) => of.exposed === true))
    }),
  )
})
