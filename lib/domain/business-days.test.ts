import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarOf, dayAfter, isTimeZone } from './business-days.ts'

const dayNumber = (date: string) => Date.parse(date) / 86_400_000
const berlin = calendarOf({ timeZone: 'Europe/Berlin', holidays: ['2026-12-25'] })

test('a day begins where the people are, not at midnight UTC', () => {
  expect(berlin.dayOf(Date.parse('2026-11-21T22:59:59Z'))).toBe(dayNumber('2026-11-21'))
  expect(berlin.dayOf(Date.parse('2026-11-21T23:00:00Z'))).toBe(dayNumber('2026-11-22'))
})

test('a day ends with its last millisecond, in summer as in winter and when the clocks change', () => {
  const end = (zone: string, date: string) =>
    new Date(calendarOf({ timeZone: zone, holidays: [] }).endOfDay(dayNumber(date))).toISOString()
  expect(end('Europe/Berlin', '2026-11-21')).toBe('2026-11-21T22:59:59.999Z')
  expect(end('Europe/Berlin', '2026-07-01')).toBe('2026-07-01T21:59:59.999Z')
  expect(end('Europe/Berlin', '2026-10-25')).toBe('2026-10-25T22:59:59.999Z')
  expect(end('America/New_York', '2026-03-08')).toBe('2026-03-09T03:59:59.999Z')
  // The clocks there were put back, and forward, at midnight.
  expect(end('America/Sao_Paulo', '2018-02-17')).toBe('2018-02-18T02:59:59.999Z')
  expect(end('America/Sao_Paulo', '2018-11-03')).toBe('2018-11-04T02:59:59.999Z')
})

test('every moment is in the day that it is counted to, and days follow each other without a gap', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Africa/Cairo']
  const calendars = zones.map((timeZone) => calendarOf({ timeZone, holidays: [] }))
  const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) })
  fc.assert(
    fc.property(moment, fc.constantFrom(...calendars), (ms, calendar) => {
      const day = calendar.dayOf(ms)
      expect(ms).toBeLessThanOrEqual(calendar.endOfDay(day))
      expect(ms).toBeGreaterThan(calendar.endOfDay(day - 1))
      expect(calendar.dayOf(calendar.endOfDay(day) + 1)).toBe(day + 1)
    }),
  )
})

test('weekends and holidays are passed over', () => {
  // 2026-12-24 is a Thursday, Christmas Day is free.
  const day = dayNumber('2026-12-24')
  expect(dayAfter(berlin, day, 1, true)).toBe(dayNumber('2026-12-28'))
  expect(dayAfter(berlin, day, 1, false)).toBe(dayNumber('2026-12-25'))
  expect(dayAfter(berlin, day, 0, true)).toBe(day)
  expect(dayAfter(berlin, day, 7, true)).toBe(dayNumber('2027-01-05'))
})

test('a time zone is one that is known', () => {
  expect(isTimeZone('Europe/Berlin')).toBe(true)
  expect(isTimeZone('Europe/Atlantis')).toBe(false)
})
