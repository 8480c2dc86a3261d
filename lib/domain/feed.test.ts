import { describe, expect, it } from 'vitest'
import { feedAge, isLateRelease } from './feed.ts'

const at = (text: string) => new Date(text)
const NOW = at('2026-11-21T12:00:00Z')

describe('the age of a feed', () => {
  it.each([
    ['kev', '2026-11-14T12:00:00Z', 'fresh'],
    ['kev', '2026-11-14T11:59:59Z', 'stale'],
    ['epss', '2026-11-18T12:00:00Z', 'fresh'],
    ['epss', '2026-11-18T11:59:59Z', 'stale'],
    // A clock that runs ahead makes nothing stale.
    ['epss', '2026-11-22T00:00:00Z', 'fresh'],
  ] as const)('%s of %s is %s', (name, releasedAt, age) => {
    expect(feedAge(name, at(releasedAt), NOW)).toBe(age)
  })

  it('is not known while no release is loaded', () => {
    expect(feedAge('kev', null, NOW)).toBe('unknown')
  })
})

describe('a release that comes', () => {
  const loaded = at('2026-11-20T15:00:00Z')

  it.each([
    ['2026-11-20T14:59:59Z', true, true],
    ['2026-11-20T15:00:00Z', true, false],
    ['2026-11-21T00:00:00Z', true, false],
    // Of that day, but nobody knows of which hour: it could be the newer one.
    ['2026-11-20T00:00:00Z', false, false],
    ['2026-11-19T00:00:00Z', false, true],
  ])('of %s, exact %s, is late: %s', (released, exact, late) => {
    expect(isLateRelease({ at: at(released), exact }, loaded)).toBe(late)
  })

  it('is never late where none is loaded', () => {
    expect(isLateRelease({ at: at('1999-01-01T00:00:00Z'), exact: true }, null)).toBe(false)
  })
})
