import { expect, test } from 'vitest'
import { nextFetchAt } from './feed-schedule.ts'

test.each([
  [0, 360],
  [1, 5],
  [2, 10],
  [3, 20],
  [7, 320],
  [8, 360],
  [900, 360],
])('after %d failures in a row it waits %d minutes', (failures, minutes) => {
  const attemptedAt = new Date('2026-11-21T06:00:00Z')
  expect(nextFetchAt({ attemptedAt, failures }, 6).getTime() - attemptedAt.getTime()).toBe(minutes * 60_000)
})
