import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isQuiet, type QuietHours, type RouteTiming, tellAt } from './quiet-hours.ts'
import { instantOf, localTime } from './zoned-time.ts'

const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Chatham', 'UTC']
const zone = fc.constantFrom(...ZONES)
const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
const minute = fc.integer({ min: 0, max: 24 * 60 - 1 })
const quiet: fc.Arbitrary<QuietHours> = fc
  .record({ fromMinute: minute, untilMinute: minute, weekends: fc.boolean(), exceptCritical: fc.boolean() })
  .filter(({ fromMinute, untilMinute }) => fromMinute !== untilMinute)
const rhythm: fc.Arbitrary<RouteTiming['rhythm']> = fc.oneof(
  fc.constant({ every: 'event' as const }),
  fc.constant({ every: 'hour' as const }),
  fc.record({ every: fc.constant('day' as const), minute }),
  fc.record({ every: fc.constant('week' as const), weekday: fc.integer({ min: 1, max: 7 }), minute }),
)
const timing = fc.record({ timeZone: zone, rhythm, quiet: fc.option(quiet) })

describe('local time', () => {
  test('an instant is found again from what clocks show, or an earlier one that shows the same', () => {
    fc.assert(
      fc.property(instant, zone, (at, place) => {
        const shown = localTime(at, place)
        const found = instantOf(shown.year, shown.month, shown.day, shown.hour * 60 + shown.minute, place)
        expect(localTime(found, place)).toEqual(shown)
        expect(found.getTime()).toBeLessThanOrEqual(at.getTime())
      }),
    )
  })

  test.each([
    // Clocks jump from 2:00 to 3:00 at 01:00 UTC.
    ['2026-03-29', 150, 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    // Clocks fall from 3:00 to 2:00 at 01:00 UTC: half past two is shown twice.
    ['2026-10-25', 150, 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    // Half an hour only.
    ['2026-10-04', 135, 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
    ['2026-03-08', 150, 'America/New_York', '2026-03-08T07:00:00.000Z'],
  ])('%s, minute %i in %s', (date, minuteOfDay, place, expected) => {
    const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
    expect(instantOf(year, month, day, minuteOfDay, place).toISOString()).toBe(expected)
  })
})

describe('when something is told', () => {
  const night = { fromMinute: 22 * 60, untilMinute: 7 * 60, weekends: false, exceptCritical: true }
  const berlin = (quietHours: QuietHours | null, every: RouteTiming['rhythm'] = { every: 'event' }) => ({
    timeZone: 'Europe/Berlin',
    rhythm: every,
    quiet: quietHours,
  })
  const told = (when: RouteTiming, at: string, critical = false) => tellAt(when, new Date(at), critical).toISOString()

  test('the night ends at seven on the clock, also when the clocks change in it', () => {
    expect(told(berlin(night), '2026-03-28T22:30:00Z')).toBe('2026-03-29T05:00:00.000Z')
    expect(told(berlin(night), '2026-10-24T22:30:00Z')).toBe('2026-10-25T06:00:00.000Z')
    expect(told(berlin(night), '2026-10-25T01:30:00Z')).toBe('2026-10-25T06:00:00.000Z')
    expect(told(berlin(night), '2026-11-20T12:00:00Z')).toBe('2026-11-20T12:00:00.000Z')
  })

  test('what is critical does not wait where the route says so', () => {
    expect(told(berlin(night), '2026-11-20T23:00:00Z', true)).toBe('2026-11-20T23:00:00.000Z')
    expect(told(berlin({ ...night, exceptCritical: false }), '2026-11-20T23:00:00Z', true)).toBe(
      '2026-11-21T06:00:00.000Z',
    )
  })

  test('a quiet weekend ends on Monday morning', () => {
    expect(told(berlin({ ...night, weekends: true }), '2026-11-20T22:00:00Z')).toBe('2026-11-23T06:00:00.000Z')
    const days = { fromMinute: 12 * 60, untilMinute: 13 * 60, weekends: true, exceptCritical: false }
    expect(told(berlin(days), '2026-11-21T10:00:00Z')).toBe('2026-11-22T23:00:00.000Z')
  })

  test('digests come at their hour, day and weekday', () => {
    expect(told(berlin(null, { every: 'hour' }), '2026-11-20T12:00:00Z')).toBe('2026-11-20T13:00:00.000Z')
    expect(told({ ...berlin(null, { every: 'hour' }), timeZone: 'Asia/Kolkata' }, '2026-11-20T12:00:00Z')).toBe(
      '2026-11-20T12:30:00.000Z',
    )
    expect(told(berlin(null, { every: 'day', minute: 540 }), '2026-11-20T08:00:00Z')).toBe('2026-11-21T08:00:00.000Z')
    expect(told(berlin(null, { every: 'week', weekday: 1, minute: 540 }), '2026-11-20T08:00:00Z')).toBe(
      '2026-11-23T08:00:00.000Z',
    )
    expect(told(berlin({ ...night, weekends: true }, { every: 'day', minute: 540 }), '2026-11-20T09:00:00Z')).toBe(
      '2026-11-23T06:00:00.000Z',
    )
  })

  test('never in the past, never in quiet hours, and things that come later are never told earlier', () => {
    fc.assert(
      fc.property(timing, instant, fc.nat(3 * 86_400_000), (when, at, later) => {
        const due = tellAt(when, at, false)
        expect(due.getTime()).toBeGreaterThanOrEqual(at.getTime())
        if (when.quiet) expect(isQuiet(when.quiet, when.timeZone, due)).toBe(false)
        const next = tellAt(when, new Date(at.getTime() + later), false)
        expect(next.getTime()).toBeGreaterThanOrEqual(due.getTime())
        if (when.rhythm.every !== 'event' && !when.quiet) expect(due.getTime()).toBeGreaterThan(at.getTime())
      }),
    )
  })
})
