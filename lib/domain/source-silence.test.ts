import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterDelivery, allowedMinutes, type Rhythm, silenceTold, silentAt, usualMinutes } from './source-silence.ts'

const LEARNED = { expectedMinutes: null, watched: true }
const START = Date.parse('2026-11-01T00:00:00Z')
const HOUR = 60

/** A rhythm after deliveries at these minutes. */
function heard(...minutes: number[]): Rhythm {
  let rhythm: Rhythm | null = null
  for (const minute of minutes) rhythm = afterDelivery(rhythm, new Date(START + minute * 60_000))
  return rhythm as Rhythm
}

test('a nightly scan may miss one night and is silent after the second', () => {
  const nightly = heard(0, 24 * HOUR, 48 * HOUR, 72 * HOUR, 96 * HOUR)
  expect(nightly.gapsMinutes).toEqual([1440, 1440, 1440, 1440])
  expect(silentAt(nightly, LEARNED)).toEqual(new Date(START + (96 + 48) * HOUR * 60_000))
  expect(usualMinutes(nightly.gapsMinutes, null)).toBe(1440)
})

test('a rhythm is not known from few deliveries, and nothing is called silent without one', () => {
  expect(silentAt(heard(0, 1440, 2880, 4320), LEARNED)).toBeNull()
  expect(usualMinutes([1440, 1440], null)).toBeNull()
})

test('a burst counts as one delivery, dated by its last', () => {
  const burst = heard(0, 1, 2, 59, 60)
  expect(burst.gapsMinutes).toEqual([])
  expect(burst.lastAt).toEqual(new Date(START + 60 * 60_000))
})

test('a sensor that speaks every hour is given a day', () => {
  expect(allowedMinutes([60, 60, 70, 90, 61], LEARNED)).toBe(1440)
})

test('one outage among ten does not teach a source that it may stay away', () => {
  expect(allowedMinutes([...Array<number>(9).fill(1440), 90_000], LEARNED)).toBe(2880)
})

test('what a person said goes before what was learned', () => {
  const hourly = [60, 60, 60, 60, 60]
  expect(allowedMinutes(hourly, { expectedMinutes: 120, watched: true })).toBe(180)
  expect(allowedMinutes([], { expectedMinutes: 120, watched: true })).toBe(180)
  expect(allowedMinutes(hourly, { expectedMinutes: 120, watched: false })).toBeNull()
})

test('a delivery that comes late changes nothing', () => {
  const rhythm = heard(0, 1440)
  expect(afterDelivery(rhythm, new Date(START + 60_000))).toEqual(rhythm)
})

test('at most twenty gaps are kept, the newest; and a source is never silent before its own usual gap is over', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 60, max: 50_000 }), { minLength: 4, maxLength: 40 }), (gaps) => {
      let minute = 0
      const rhythm = heard(0, ...gaps.map((gap) => (minute += gap)))
      expect(rhythm.gapsMinutes).toEqual(gaps.slice(-20))
      const allowed = allowedMinutes(rhythm.gapsMinutes, LEARNED) as number
      expect(allowed).toBeGreaterThanOrEqual(2 * (usualMinutes(rhythm.gapsMinutes, null) as number))
      // A longer gap never makes the source less patient.
      const longer = rhythm.gapsMinutes.map((gap) => gap + 100)
      expect(allowedMinutes(longer, LEARNED)).toBeGreaterThanOrEqual(allowed)
    }),
  )
})

test('the issue says since when, and what is usual or expected', () => {
  const stream = {
    source: 'trivy',
    whole: false,
    lastAt: new Date('2026-11-20T03:00:00Z'),
    gapsMinutes: [],
    expectedMinutes: null,
  }
  expect(silenceTold(stream)).toBe('trivy has reported nothing about this since 2026-11-20 03:00 UTC.')
  expect(silenceTold({ ...stream, gapsMinutes: [1440, 1441, 1439, 1440] })).toMatch(
    'It usually reports every 24 hours.',
  )
  expect(silenceTold({ ...stream, whole: true, expectedMinutes: 7 * 1440 })).toBe(
    'trivy has reported nothing about anything since 2026-11-20 03:00 UTC. It is expected every 7 days.',
  )
})
