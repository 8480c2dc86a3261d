import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reconcile } from './reconcile.ts'

const active = (keys: Iterable<string>) => new Map([...keys].map((key) => [key, key] as const))
const keys = fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map(String), { maxLength: 50 })

test('a report tells what is new, what is still there and what is over', () => {
  const outcome = reconcile({ previous: active(['a', 'b']), observed: new Set(['b', 'c']), complete: true })
  expect(outcome).toEqual({ seen: ['c'], still: 1, ended: ['a'], held: null })
})

test('an incomplete report adds and ends nothing, however empty', () => {
  fc.assert(
    fc.property(keys, keys, (before, now) => {
      const { ended, held, seen } = reconcile({ previous: active(before), observed: new Set(now), complete: false })
      expect(ended).toEqual([])
      expect(held).toBeNull()
      expect(seen.toSorted()).toEqual(now.filter((key) => !before.includes(key)).toSorted())
    }),
  )
})

test('the same report again changes nothing', () => {
  fc.assert(
    fc.property(keys, keys, fc.boolean(), (before, now, complete) => {
      const observed = new Set(now)
      const first = reconcile({ previous: active(before), observed, complete, confirmed: true })
      const after = new Set([...before, ...first.seen].filter((key) => !first.ended.includes(key)))
      const second = reconcile({ previous: active(after), observed, complete })
      expect(second).toEqual({ seen: [], still: now.length, ended: [], held: null })
    }),
  )
})

test('a report that would end more than half of at least twenty waits for a person', () => {
  const previous = active(Array.from({ length: 30 }, (_, n) => String(n)))
  const observed = new Set(['1', 'new'])
  const held = reconcile({ previous, observed, complete: true })
  expect(held).toEqual({ seen: [], still: 1, ended: [], held: { share: 29 / 30, wouldEnd: 29 } })
  expect(reconcile({ previous, observed, complete: true, confirmed: true }).ended).toHaveLength(29)
  expect(reconcile({ previous, observed, complete: true, holdShare: 0.97 }).held).toBeNull()
  const few = active(Array.from({ length: 19 }, (_, n) => String(n)))
  expect(reconcile({ previous: few, observed: new Set(), complete: true }).ended).toHaveLength(19)
})

test('a hundred thousand keys need one pass', () => {
  const all = Array.from({ length: 100_000 }, (_, n) => `vulnerability|image=i|package=p${n}|id=CVE-${n}`)
  const outcome = reconcile({ previous: active(all), observed: new Set(all), complete: true })
  expect(outcome.still).toBe(100_000)
})
