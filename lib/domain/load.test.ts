import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadOf, loadOfWeight, weightOfLoad, weightOfRisks } from './load.ts'

const risks = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 200 })

test('a few dangerous issues outweigh many harmless ones', () => {
  expect(loadOf([])).toBe(0)
  expect(loadOf([100])).toBe(10)
  expect(loadOf([50])).toBe(2.5)
  expect(loadOf([90, 90])).toBeGreaterThan(loadOf(Array.from({ length: 100 }, () => 10)))
})

test('a weight is the load that the design defines, exactly', () => {
  fc.assert(
    fc.property(risks, (all) => {
      const defined = all.reduce((sum, risk) => sum + 10 * (risk / 100) ** 2, 0)
      expect(loadOfWeight(weightOfRisks(all))).toBeCloseTo(defined, 6)
      expect(weightOfLoad(loadOf(all))).toBe(weightOfRisks(all))
    }),
  )
})

test('loads of parts add up to the load of the whole, whatever the order', () => {
  fc.assert(
    fc.property(risks, risks, (some, others) => {
      expect(weightOfRisks([...others, ...some])).toBe(weightOfRisks(some) + weightOfRisks(others))
    }),
  )
})
