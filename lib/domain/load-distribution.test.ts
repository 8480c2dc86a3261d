import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distributionOf } from './load-distribution.ts'

test('three of four are under the suggested line, which is a readable load', () => {
  const { median, p75, p90, max, suggested, overSuggested } = distributionOf([
    1000, 2000, 3000, 4400, 5000, 6000, 7300, 90_000,
  ])
  expect({ median, p75, p90, max }).toEqual({ median: 4400, p75: 6000, p90: 90_000, max: 90_000 })
  expect(suggested).toBe(6000)
  expect(overSuggested).toBe(2)
  expect(distributionOf([6001, 6001, 6001, 6001]).suggested).toBe(6500)
  expect(distributionOf([12_345]).suggested).toBe(15_000)
})

test('nothing is suggested where nothing has a load', () => {
  expect(distributionOf([])).toMatchObject({ subjects: 0, suggested: null, bars: [] })
  expect(distributionOf([0, 0])).toMatchObject({ subjects: 2, suggested: null, bars: [] })
})

test('every subject is in one bar, and no more than a quarter is over the suggested line', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2_000_000 }), { minLength: 1, maxLength: 300 }), (weights) => {
      const { bars, max, suggested, overSuggested, subjects } = distributionOf(weights)
      expect(subjects).toBe(weights.length)
      if (max === 0) return
      expect(bars.reduce((sum, bar) => sum + bar.subjects, 0)).toBe(weights.length)
      expect(bars.length).toBeLessThanOrEqual(12)
      for (const { from, to, subjects: many } of bars)
        expect(weights.filter((weight) => weight >= from && weight < to)).toHaveLength(many)
      expect(overSuggested).toBeLessThanOrEqual(weights.length / 4)
      expect((suggested as number) % 100).toBe(0)
    }),
  )
})
