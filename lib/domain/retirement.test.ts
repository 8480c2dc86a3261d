import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fixReach, retiredVersions } from './retirement.ts'

const versions = [
  { id: 'v1', order: 1 },
  { id: 'v2', order: 2 },
  { id: 'v3', order: 3 },
]

test('a version retires once a newer one was scanned and it runs nowhere', () => {
  expect(retiredVersions(versions, new Set(['v2']), new Set(['v1', 'v2']))).toEqual(['v1'])
  expect(retiredVersions(versions, new Set(['v1']), new Set(['v1', 'v3']))).toEqual(['v2'])
})

test('a newer version that nobody scanned retires nothing, nor does an unknown inventory', () => {
  expect(retiredVersions(versions, new Set(['v3']), new Set(['v1']))).toEqual([])
  expect(retiredVersions(versions, null, new Set(['v1', 'v2', 'v3']))).toEqual([])
})

test('what runs is never retired, nor is the newest scanned version', () => {
  const some = fc.subarray(['v1', 'v2', 'v3'])
  fc.assert(
    fc.property(some, some, (running, scanned) => {
      const retired = retiredVersions(versions, new Set(running), new Set(scanned))
      for (const id of running) expect(retired).not.toContain(id)
      expect(retired).not.toContain(scanned.at(-1))
    }),
  )
})

const bad = new Set(['v1'])
const clean = new Set(['v1', 'v2'])

test('a bad version that never ran is fixed by the next build', () => {
  expect(fixReach([{ workload: 'pay', version: 'v2', order: 1 }], bad, clean)).toBe('never-ran')
})

test('a workload that moved from the bad version to a clean one makes it fixed', () => {
  const moved = [
    { workload: 'pay', version: 'v1', order: 1 },
    { workload: 'pay', version: 'v2', order: 2 },
    { workload: 'gone', version: 'v1', order: 1 },
  ]
  expect(fixReach(moved, bad, clean)).toBe('rolled-out')
})

test('deleting, moving to an unscanned or unresolved version, or rolling back to the bad one is no fix', () => {
  const stay = (version: string | null, order: number) => ({ workload: 'pay', version, order })
  expect(fixReach([stay('v1', 1)], bad, clean)).toBe('none')
  expect(fixReach([stay('v1', 1), stay('v3', 2)], bad, clean)).toBe('none')
  expect(fixReach([stay('v1', 1), stay(null, 2)], bad, clean)).toBe('none')
  expect(fixReach([stay('v2', 1), stay('v1', 2)], bad, clean)).toBe('none')
  expect(fixReach([stay('v1', 1), stay('v2', 2)], new Set(['v1', 'v2']), clean)).toBe('none')
  expect(fixReach([stay('v1', 1), { workload: 'other', version: 'v2', order: 2 }], bad, clean)).toBe('none')
})
