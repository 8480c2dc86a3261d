import { expect, test } from 'vitest'
import { formatDay, formatDuration, formatMoment, formatRelative, formatSpan } from './time-format.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

test.each([
  [40 * SECOND, '40 s'],
  [12 * MINUTE + 59 * SECOND, '12 min'],
  [2 * HOUR, '2 h'],
  [2 * HOUR + 5 * MINUTE, '2 h 5 min'],
  [3 * DAY + 4 * HOUR + 59 * MINUTE, '3 d 4 h'],
  [-DAY, '1 d'],
])('a duration of %i ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test('relative times name one unit and the direction', () => {
  const now = Date.UTC(2026, 10, 21)
  expect(formatRelative(now - 59 * SECOND, now)).toBe('just now')
  expect(formatRelative(now - 23 * HOUR - 59 * MINUTE, now)).toBe('23 h ago')
  expect(formatRelative(now + 5 * DAY, now)).toBe('in 5 d')
})

test('a moment names its zone', () => {
  const at = Date.UTC(2026, 10, 21, 5, 10, 33)
  expect(formatMoment(at, 'UTC')).toBe('21 Nov 2026, 05:10:33 UTC')
  expect(formatMoment(at, 'Asia/Tokyo')).toMatch(/^21 Nov 2026, 14:10:33 /)
})

test('a day says its year only when it is another one', () => {
  const now = Date.UTC(2026, 10, 21)
  expect(formatDay(Date.UTC(2026, 11, 12), now, 'UTC')).toBe('12 Dec')
  expect(formatDay(Date.UTC(2027, 0, 2), now, 'UTC')).toBe('2 Jan 2027')
})

test('a span names both of its days, and one day once', () => {
  const now = Date.UTC(2027, 0, 3)
  expect(formatSpan('2026-12-28', '2027-01-03', now)).toBe('28 Dec 2026 to 3 Jan')
  expect(formatSpan('2027-01-03', '2027-01-03', now)).toBe('3 Jan')
})
