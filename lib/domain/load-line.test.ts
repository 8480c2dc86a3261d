import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LOAD_KINDS, type LoadLine, lineOf, lineProblem, loadState } from './load-line.ts'

const ENVIRONMENTS = ['production', 'staging', 'development', null] as const
const all = { kind: 'workload', environment: null, teamId: null } as const
const line = (id: number, scope: Partial<LoadLine>): LoadLine => ({ id, weight: 1000, ...all, ...scope })

const LINES = [
  line(1, {}),
  line(2, { teamId: 7 }),
  line(3, { environment: 'production' }),
  line(4, { environment: 'production', teamId: 7 }),
  line(5, { kind: 'team' }),
]

test('the nearest line holds: team and environment, environment, team, kind', () => {
  const of = (environment: LoadLine['environment'], teamId: number | null) =>
    lineOf({ kind: 'workload', environment, teamId }, LINES)?.id
  expect(of('production', 7)).toBe(4)
  expect(of('production', 8)).toBe(3)
  expect(of('production', null)).toBe(3)
  expect(of('staging', 7)).toBe(2)
  expect(of(null, 8)).toBe(1)
})

test('a line of one kind never holds for another', () => {
  expect(lineOf({ kind: 'team', environment: null, teamId: 7 }, LINES)?.id).toBe(5)
  expect(lineOf({ kind: 'cluster', environment: 'production', teamId: null }, LINES)).toBeNull()
})

test('whatever lines there are and in whatever order, the one that holds names nothing that the subject is not', () => {
  const lines = fc.array(
    fc.record({
      id: fc.integer({ min: 1, max: 99 }),
      kind: fc.constantFrom(...LOAD_KINDS),
      environment: fc.constantFrom(...ENVIRONMENTS),
      teamId: fc.constantFrom(null, 7, 8),
      weight: fc.integer({ min: 0, max: 100_000 }),
    }),
    { maxLength: 20 },
  )
  const subject = fc.record({
    kind: fc.constantFrom(...LOAD_KINDS),
    environment: fc.constantFrom(...ENVIRONMENTS),
    teamId: fc.constantFrom(null, 7, 8),
  })
  fc.assert(
    fc.property(lines, subject, (some, of) => {
      const unique = [...new Map(some.map((one) => [`${one.kind} ${one.environment} ${one.teamId}`, one])).values()]
      const held = lineOf(of, unique)
      expect(lineOf(of, unique.toReversed())).toEqual(held)
      if (!held) return
      expect(held.kind).toBe(of.kind)
      expect([null, of.environment]).toContain(held.environment)
      expect([null, of.teamId]).toContain(held.teamId)
    }),
  )
})

test('each kind is narrowed only by what it has', () => {
  expect(lineProblem({ kind: 'workload', environment: 'production', teamId: 7 })).toBeNull()
  expect(lineProblem({ kind: 'team', environment: 'production', teamId: 7 })).toMatch('environment')
  expect(lineProblem({ kind: 'cluster', environment: 'production', teamId: 7 })).toMatch('team')
  expect(lineProblem({ kind: 'image', environment: null, teamId: 7 })).toBeNull()
})

test('near begins at 80 %, on the line is not over it', () => {
  expect(loadState(0, 0)).toBe('under')
  expect(loadState(7999, 10_000)).toBe('under')
  expect(loadState(8000, 10_000)).toBe('near')
  expect(loadState(10_000, 10_000)).toBe('near')
  expect(loadState(10_001, 10_000)).toBe('over')
  expect(loadState(1, 0)).toBe('over')
})
