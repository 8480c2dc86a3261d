import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AGE_BUCKETS, ageBucketLabel, ageBucketOf } from './age-buckets.ts'
import { noSums, SPLITS, splitFor } from './cells.ts'
import { addDays, daysOf, lastDays, lengthOf, previousOf } from './day.ts'
import { FIGURE_CODES } from './definitions.ts'
import { figuresOf } from './figures.ts'

const nothing = { open: 0, overdue: 0, median: null, p90: null }

describe('figures', () => {
  test('what has nothing to divide by is not known', () => {
    const values = figuresOf(noSums(), nothing)
    for (const code of ['ttrMean', 'ttrMedian', 'netResolveRate', 'slaCompliance', 'escapeRate'] as const)
      expect(values[code]).toBeNull()
    expect(values.opened).toBe(0)
  })

  test('every figure has a value of its own', () => {
    expect(Object.keys(figuresOf(noSums(), nothing))).toEqual(FIGURE_CODES)
  })

  test('SLA compliance counts what is open and overdue against it', () => {
    expect(figuresOf({ ...noSums(), inTime: 6, late: 2 }, { ...nothing, overdue: 4 }).slaCompliance).toBe(0.5)
  })

  test('net resolve rate: what left ÷ what came, without what was only joined', () => {
    const sums = { ...noSums(), opened: 8, reopened: 1, returned: 1, fixed: 3, gone: 1, dismissed: 1, merged: 9 }
    expect(figuresOf(sums, nothing).netResolveRate).toBe(0.5)
  })

  test('escape rate: what was first seen after the build', () => {
    expect(figuresOf({ ...noSums(), build: 6, deploy: 1, runtime: 1 }, nothing).escapeRate).toBe(0.25)
  })

  test('the mean is over fixed and handled only', () => {
    expect(figuresOf({ ...noSums(), fixed: 1, handled: 1, gone: 5, ttrSeconds: 10 }, nothing).ttrMean).toBe(5)
  })
})

describe('periods', () => {
  test('thirty days are today and 29 before, compared with the thirty before that, over a leap day too', () => {
    const period = lastDays(30, new Date('2028-03-05T23:59:59Z'))
    expect(period).toEqual({ from: '2028-02-05', to: '2028-03-05' })
    expect(previousOf(period)).toEqual({ from: '2028-01-06', to: '2028-02-04' })
  })

  test('a period and the one before never overlap and leave no day out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 800 }), (start, length) => {
        const from = addDays('1990-01-01', start)
        const period = { from, to: addDays(from, length - 1) }
        const previous = previousOf(period)
        expect(lengthOf(previous)).toBe(length)
        expect(addDays(previous.to, 1)).toBe(from)
        expect(new Set([...daysOf(previous), ...daysOf(period)]).size).toBe(2 * length)
      }),
    )
  })
})

test('ages fall into [0,7) [7,15) [15,31) [31,61) [61,91) [91,181) [181,∞)', () => {
  const borders = [0, 6, 7, 14, 15, 30, 31, 60, 61, 90, 91, 180, 181, 9_999]
  expect(borders.map(ageBucketOf)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6])
  expect(AGE_BUCKETS.map(ageBucketLabel)[1]).toBe('7 to 14 days')
})

test('every question has a split that tells its dimensions apart, and clusters only where they are asked for', () => {
  const names = ['team', 'cluster', 'environment', 'kind', 'severity'] as const
  for (const asked of fc.sample(fc.subarray([...names]), 100)) {
    const split = SPLITS[splitFor(Object.fromEntries(asked.map((name) => [name, true])))]!
    for (const name of asked) expect(split[name]).toBe(true)
    expect(split.cluster ?? false).toBe(asked.includes('cluster'))
  }
})
