import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  afterFailure,
  breatherSeconds,
  FAILURES_TO_PAUSE,
  MOST_ATTEMPTS,
  OLDEST_SECONDS,
  probeSeconds,
} from './delivery-retry.ts'

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const attempts = fc.integer({ min: 1, max: MOST_ATTEMPTS - 1 })
const later = { retryable: true }

test('waits grow, are spread from nothing up to their most, and have a cap', () => {
  expect(afterFailure(later, 1, 0, 0)).toEqual({ give: 'later', seconds: 0 })
  expect(afterFailure(later, 1, 0, 0.99)).toEqual({ give: 'later', seconds: 5 })
  expect(afterFailure(later, 4, 0, 0.5)).toEqual({ give: 'later', seconds: 20 })
  fc.assert(
    fc.property(attempts, random, (nth, chance) => {
      const next = afterFailure(later, nth, 0, chance)
      expect(next.give === 'later' && next.seconds <= 3600 && next.seconds >= 0).toBe(true)
    }),
  )
})

test('never before what the endpoint asked for', () => {
  fc.assert(
    fc.property(attempts, random, fc.nat(7200), (nth, chance, retryAfterSeconds) => {
      const next = afterFailure({ retryable: true, retryAfterSeconds }, nth, 0, chance)
      expect(next.give === 'later' && next.seconds >= retryAfterSeconds).toBe(true)
    }),
  )
})

test('a refusal, too many attempts and old age end it', () => {
  expect(afterFailure({ retryable: false }, 1, 0, 0.5)).toEqual({ give: 'up' })
  expect(afterFailure(later, MOST_ATTEMPTS, 0, 0.5)).toEqual({ give: 'up' })
  expect(afterFailure(later, 1, OLDEST_SECONDS, 0.5)).toEqual({ give: 'up' })
})

test('an endpoint that failed has a breather that grows to a minute at most', () => {
  expect([1, 2, 3, 4, 9].map((failures) => breatherSeconds(failures, 0))).toEqual([1, 2, 4, 8, 30])
  expect([1, 4, 50].map((failures) => breatherSeconds(failures, 1))).toEqual([2, 16, 60])
})

test('a paused endpoint is tried after minutes, then hours at most', () => {
  expect(probeSeconds(FAILURES_TO_PAUSE, 1)).toBe(300)
  expect(probeSeconds(FAILURES_TO_PAUSE + 1, 0)).toBe(540)
  expect(probeSeconds(FAILURES_TO_PAUSE + 40, 1)).toBe(3600)
})
