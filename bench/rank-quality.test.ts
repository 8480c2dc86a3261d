import { expect, test } from 'vitest'
import { rankQuality } from './rank-quality.ts'

const ranked = (...relevant: [score: number, relevant: boolean][]) =>
  relevant.map(([score, isRelevant]) => ({ score, relevant: isRelevant }))

test('the best order is 1, the worst is what its places are worth', () => {
  const best = rankQuality(ranked([9, true], [8, true], [7, false], [6, false]))
  expect(best).toMatchObject({ averagePrecision: 1, ndcg: 1, medianRank: 1.5, precisionAtRelevant: 1 })
  const worst = rankQuality(ranked([9, false], [8, false], [7, true], [6, true]))
  expect(worst.averagePrecision).toBeCloseTo((1 / 3 + 2 / 4) / 2)
  expect(worst).toMatchObject({ medianRank: 3.5, precisionAtRelevant: 0 })
})

test('equal scores count as the mean of all their orders', () => {
  const tied = rankQuality(ranked([5, true], [5, false], [5, true]))
  const orders = [
    [true, true, false],
    [true, false, true],
    [false, true, true],
  ].map((order) => rankQuality(order.map((relevant, at) => ({ score: -at, relevant }))))
  const mean = (key: 'averagePrecision' | 'ndcg' | 'precisionAtRelevant') =>
    orders.reduce((sum, one) => sum + one[key], 0) / orders.length
  expect(tied.averagePrecision).toBeCloseTo(mean('averagePrecision'))
  expect(tied.ndcg).toBeCloseTo(mean('ndcg'))
  expect(tied.precisionAtRelevant).toBeCloseTo(mean('precisionAtRelevant'))
  expect(tied.medianRank).toBe(2)
})
