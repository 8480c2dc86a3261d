import { expect, test } from 'vitest'
import type { MetricsStep } from '../contract/metrics.ts'
import { firstKnownStep } from './metrics.ts'

const steps = ['01', '08', '15'].map((day) => ({ from: `2026-11-${day}`, to: `2026-11-${day}` }) as MetricsStep)

test.each([
  ['2026-10-01', 0],
  ['2026-11-08', 1],
  ['2026-11-09', 2],
  ['2026-11-16', 3],
  [null, 3],
])('what is known since %s begins at step %i', (since, at) => {
  expect(firstKnownStep({ steps, since })).toBe(at)
})
