import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EPSS_JUMP, feedNews, newsWords } from './feed-news.ts'

const quiet = { kevSince: null, epss: 0.1 }

test.each([
  ['a new entry in KEV', quiet, { ...quiet, kevSince: '2026-11-20' }, 'kev'],
  ['also beside a jump', quiet, { kevSince: '2026-11-20', epss: 0.9 }, 'kev'],
  ['a jump of a tenth', quiet, { ...quiet, epss: 0.2 }, 'epss'],
  ['a first score that is high', { ...quiet, epss: null }, { ...quiet, epss: 0.4 }, 'epss'],
  ['less than a tenth', quiet, { ...quiet, epss: 0.19 }, null],
  ['a fall', quiet, { ...quiet, epss: 0 }, null],
  ['another date in KEV', { ...quiet, kevSince: '2026-01-01' }, { ...quiet, kevSince: '2026-01-02' }, null],
  ['what left KEV', { ...quiet, kevSince: '2026-01-01' }, quiet, null],
  ['a score that is gone', { ...quiet, epss: 0.9 }, { ...quiet, epss: null }, null],
] as const)('%s', (_, before, after, news) => {
  expect(feedNews(before, after)).toBe(news)
})

test('a jump is asked of the difference alone, and never of a fall', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(share, share, (from, to) => {
      fc.pre(Math.abs(to - from - EPSS_JUMP) > 1e-5)
      expect(feedNews({ ...quiet, epss: from }, { ...quiet, epss: to }) === 'epss').toBe(to - from > EPSS_JUMP)
    }),
  )
})

test('the words name the day, or both probabilities', () => {
  expect(newsWords('kev', quiet, { ...quiet, kevSince: '2026-11-20' })).toContain('since 2026-11-20')
  expect(newsWords('epss', quiet, { ...quiet, epss: 0.625 })).toContain('10.0 % → 62.5 %')
  expect(newsWords('epss', { ...quiet, epss: null }, { ...quiet, epss: 0.625 })).toContain('unknown → 62.5 %')
})
