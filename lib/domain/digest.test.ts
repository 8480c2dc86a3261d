import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BURST_MESSAGES, digestWords, noticeWords, outlet } from './digest.ts'
import type { NoticeSubject } from './notice.ts'

const calm = { due: 1, newestSeconds: 0, oldestSeconds: 0, sent: 0, folded: false }

test('few go one by one at once, many are folded once they are all there, or after a minute', () => {
  expect(outlet(calm)).toBe('each')
  expect(outlet({ ...calm, due: BURST_MESSAGES })).toBe('each')
  expect(outlet({ ...calm, due: BURST_MESSAGES + 1 })).toBe('wait')
  expect(outlet({ ...calm, due: 100_000, newestSeconds: 6 })).toBe('fold')
  expect(outlet({ ...calm, due: 100_000, newestSeconds: 0, oldestSeconds: 61 })).toBe('fold')
  expect(outlet({ ...calm, due: 1, sent: BURST_MESSAGES, newestSeconds: 9 })).toBe('fold')
  expect(outlet({ ...calm, folded: true })).toBe('wait')
})

test('no window sends more than its limit one by one', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(200), fc.nat(100), fc.nat(100), (due, sent, newestSeconds, oldestSeconds) => {
      const chosen = outlet({ due, sent, newestSeconds, oldestSeconds, folded: false })
      if (chosen === 'each') expect(due + sent).toBeLessThanOrEqual(BURST_MESSAGES)
    }),
  )
})

const subject: NoticeSubject = {
  type: 'issue',
  id: '5',
  title: 'CVE-2021-44228 in log4j-core',
  url: 'https://plimsoll.example/issues/5',
  severity: 'critical',
  risk: 90,
  team: null,
  where: 'registry.example/pay',
  environment: 'production',
  stage: 'build',
  status: 'open',
  dueAt: new Date('2026-11-25T09:12:00Z'),
  facts: [],
}

test('a message says where, how grave, whose it is and until when', () => {
  expect(noticeWords(subject, null)).toEqual({
    title: 'CVE-2021-44228 in log4j-core',
    text: 'Risk 90 of 100, severity critical.\nWhere: registry.example/pay.\nOwner: nobody yet.\nDue 2026-11-25 09:12 UTC.',
  })
  const long = noticeWords({ ...subject, title: '🚢'.repeat(300) }, null).title
  expect([...long]).toHaveLength(200)
  expect(long.endsWith('🚢…')).toBe(true)
})

test('a digest counts by severity and by what happened', () => {
  const digest = {
    from: new Date(0),
    to: new Date(1),
    total: 1240,
    bySeverity: { critical: 12, high: 80, medium: 0, low: 1100, unknown: 48 },
    byEvent: { opened: 1238, worsened: 4 },
    items: [],
    burst: true,
  }
  expect(digestWords(digest, 'Payments')).toEqual({
    title: '1,240 things to know for Payments: 12 critical, 80 high, 1,100 low, 48 unknown',
    text: 'So much came at once that it is told in one message. By what happened: new 1,238, worsened 4.',
  })
})
