import { expect, test } from 'vitest'
import { type FixStanding, movedBy, progressText } from './progress-words.ts'

const at = (change: Partial<FixStanding>): FixStanding => ({
  ...{ kind: 'base-image', status: 'started', subjects: 6, built: 0, rolledOut: 0, verified: 0 },
  ...change,
})

test.each([
  ['open', 'started', 'started'],
  ['started', 'open', 'stopped'],
  ['started', 'built', 'built'],
  ['built', 'started', 'set-back'],
  ['rolled-out', 'built', 'set-back'],
  ['open', 'verified', 'verified'],
  ['built', 'dropped', 'dropped'],
  ['built', 'built', null],
] as const)('from %s to %s: %s', (before, after, moved) => expect(movedBy(before, after)).toBe(moved))

test('a part that moved is counted, and what did not move is not told', () => {
  expect(progressText(at({ built: 3 }), at({ built: 4 }))).toBe('Of 6 images: 4 built, 0 rolled out, 0 verified.')
  expect(progressText(at({ built: 3 }), at({ built: 3, subjects: 7 }))).toBeNull()
  expect(progressText(at({ kind: 'secret' }), at({ kind: 'secret', status: 'built', built: 6 }))).toBe(
    'Built everywhere: the newest scans are clean.\nOf 6 places: 6 built, 0 rolled out, 0 verified.',
  )
})

test('the end is one sentence', () => {
  expect(progressText(at({ built: 5 }), at({ status: 'verified', built: 6, rolledOut: 6, verified: 6 }))).toBe(
    'Verified: the scans find none of its issues any more.',
  )
})
