import { expect, test } from 'vitest'
import { loadOf } from './load.ts'

test('a few dangerous issues outweigh many harmless ones', () => {
  expect(loadOf([])).toBe(0)
  expect(loadOf([100])).toBe(10)
  expect(loadOf([50])).toBe(2.5)
  expect(loadOf([90, 90])).toBeGreaterThan(loadOf(Array.from({ length: 100 }, () => 10)))
})
