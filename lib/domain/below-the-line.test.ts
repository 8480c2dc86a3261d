import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wayBelow } from './below-the-line.ts'

const fixes = [5, 40, 0, 20].map((weight, id) => ({ id, weight }))

test('the greatest first, and no more than it takes', () => {
  const { steps, reaches } = wayBelow(100, 50, fixes)
  expect(steps.map(({ fix, left }) => [fix.id, left])).toEqual([
    [1, 60],
    [3, 40],
  ])
  expect(reaches).toBe(true)
})

test('all that help, where all together are not enough', () => {
  const { steps, reaches } = wayBelow(100, 10, fixes)
  expect(steps.map(({ fix }) => fix.id)).toEqual([1, 3, 0])
  expect(reaches).toBe(false)
})

test('nothing to do at the line or under it', () => {
  expect(wayBelow(50, 50, fixes)).toEqual({ steps: [], reaches: true })
})

test('no shorter choice of fixes reaches the line', () => {
  const some = fc.array(fc.record({ weight: fc.integer({ min: 0, max: 60 }) }), { maxLength: 8 })
  fc.assert(
    fc.property(some, fc.integer({ min: 0, max: 300 }), (all, over) => {
      const { steps, reaches } = wayBelow(over, 0, all)
      const need = all.map(({ weight }) => weight)
      for (let chosen = 0; chosen < 1 << need.length; chosen++) {
        const picked = need.filter((_, index) => chosen & (1 << index))
        if (picked.reduce((sum, weight) => sum + weight, 0) < over) continue
        expect(reaches).toBe(true)
        expect(picked.length).toBeGreaterThanOrEqual(steps.length)
      }
    }),
  )
})
