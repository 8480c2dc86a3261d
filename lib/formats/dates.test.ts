import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf, saneDate } from './dates.ts'

const RECEIVED = new Date('2026-11-21T12:00:00Z')

describe('saneDate', () => {
  it.each([
    ['2025-02-03T10:15:59Z', '2025-02-03T10:15:59.000Z'],
    ['2025-02-03T10:15Z', '2025-02-03T10:15:00.000Z'],
    ['2025-02-03T10:15:00.000000005Z', '2025-02-03T10:15:00.000Z'],
    ['2025-02-03T10:15:00+02:00', '2025-02-03T08:15:00.000Z'],
    ['2025-02-03 10:15:00', '2025-02-03T10:15:00.000Z'],
    ['2025-02-03', '2025-02-03T00:00:00.000Z'],
    ['2026-11-22T11:00:00Z', '2026-11-22T11:00:00.000Z'],
    ['2026-11-22T13:00:00Z', null],
    ['2199-01-01T00:00:00Z', null],
    ['0001-01-01T00:00:00Z', null],
    ['1989-12-31T23:59:59Z', null],
    ['2025-13-01T00:00:00Z', null],
    ['2025-01-01T25:00:00Z', null],
    ['yesterday', null],
    [17, null],
    [null, null],
  ])('%s', (value, expected) => {
    expect(saneDate(value, RECEIVED)).toBe(expected)
  })

  it('agrees with Date on every sane time', () => {
    const time = fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: RECEIVED, noInvalidDate: true })
    fc.assert(
      fc.property(time, (date) => {
        const seconds = `${date.toISOString().slice(0, 19)}Z`
        expect(saneDate(seconds, RECEIVED)).toBe(new Date(seconds).toISOString())
      }),
    )
  })
})

describe('a day', () => {
  it.each([
    ['2031-02-28', '2031-02-28'],
    ['2031-02-28T23:00:00-05:00', '2031-02-28'],
    ['2031-02-29', null],
    ['31.12.2031', null],
    ['', null],
    [20310228, null],
  ])('%s', (value, expected) => {
    expect(dayOf(value)).toBe(expected)
  })
})
