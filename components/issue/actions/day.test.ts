import { expect, test } from 'vitest'
import { dayAfter, endOfDay } from './day.ts'

test('days go on over the end of a month', () => {
  const noon = new Date('2026-11-21T12:00:00').getTime()
  expect(dayAfter(noon, 0)).toBe('2026-11-21')
  expect(dayAfter(noon, 14)).toBe('2026-12-05')
  expect(dayAfter(noon, 45)).toBe('2027-01-05')
})

test('a day ends with its last second, and half a date is none', () => {
  expect(endOfDay('2026-12-05')).toEqual(new Date(2026, 11, 5, 23, 59, 59))
  expect(endOfDay('')).toBeNull()
  expect(endOfDay('2026-13-05')).toBeNull()
})
