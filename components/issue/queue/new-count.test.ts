import { expect, test } from 'vitest'
import type { IssuePage } from '../../../lib/contract/issues.ts'
import { newCount } from './new-count.ts'

const page = (ids: number[], total: number, nextCursor: string | null = null, bounded = false): IssuePage => ({
  rows: ids.map((id) => ({ id }) as IssuePage['rows'][number]),
  nextCursor,
  total: { value: total, bounded },
  problems: [],
})

test('nothing new when nothing changed, or when something went', () => {
  expect(newCount([page([1, 2, 3], 3)], page([1, 2, 3], 3))).toBe(0)
  expect(newCount([page([1, 2, 3], 3)], page([1, 3], 2))).toBe(0)
})

test('a row above the last one that was read is new, one that moved up from below is not', () => {
  expect(newCount([page([1, 2, 3], 9, 'c')], page([7, 1, 2], 10, 'c'))).toBe(1)
  expect(newCount([page([1, 2, 3], 9, 'c')], page([1, 3, 4], 8, 'c'))).toBe(0)
})

test('what arrived further down is told by the total, where that is exact', () => {
  expect(newCount([page([1, 2], 2)], page([1, 2, 5, 6], 4))).toBe(2)
  expect(newCount([page([1, 2, 3], 9, 'c')], page([1, 2, 3], 13, 'c'))).toBe(4)
  expect(newCount([page([1, 2, 3], 10_000, 'c', true)], page([1, 2, 3], 10_000, 'c', true))).toBe(0)
})
