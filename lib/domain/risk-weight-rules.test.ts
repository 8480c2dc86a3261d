import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedWeights, WEIGHT_RULES, weightAt, weightProblems, withWeight } from './risk-weight-rules.ts'
import { DEFAULT_WEIGHTS } from './risk-weights.ts'
import { anyWeights } from './testing/risk-examples.ts'

test('every weight has its rule, once, and the default keeps them', () => {
  const paths = Object.entries(DEFAULT_WEIGHTS).flatMap(([group, weights]) =>
    Object.keys(weights).map((key) => `${group}.${key}`),
  )
  expect(WEIGHT_RULES.map(({ path }) => path).toSorted()).toEqual(paths.toSorted())
  expect(weightProblems(DEFAULT_WEIGHTS)).toEqual([])
})

test.each([
  ['threat.kev', -1],
  ['threat.kev', 1.5],
  ['threat.kev', 101],
  ['threat.kev', Number.NaN],
  ['preconditions.local', 3],
  ['threat.medium', 23],
  ['threat.unknown', 31],
  ['evidence.alertDay', 4],
] as const)('%s of %d cannot be used', (path, points) => {
  expect(weightProblems(withWeight(DEFAULT_WEIGHTS, path, points))).toHaveLength(1)
})

test('what changed is told with both values', () => {
  const other = withWeight(withWeight(DEFAULT_WEIGHTS, 'threat.kev', 20), 'reach.max', 25)
  expect(changedWeights(DEFAULT_WEIGHTS, other)).toEqual([
    { path: 'threat.kev', from: 10, to: 20 },
    { path: 'reach.max', from: 30, to: 25 },
  ])
})

test('weights that are drawn for other tests can be used', () => {
  fc.assert(
    fc.property(anyWeights, (weights) => {
      expect(weightProblems(weights)).toEqual([])
      for (const { path } of WEIGHT_RULES) expect(Number.isInteger(weightAt(weights, path))).toBe(true)
    }),
  )
})
