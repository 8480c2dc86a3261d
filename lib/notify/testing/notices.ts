import { DIGEST_ITEMS, type Notice, type NoticeSubject } from '../../domain/notice.ts'

/** One text with everything that a channel could take for more than text. */
export const HOSTILE = [
  '<!channel> <@U012> @everyone @here @all @org/team #12 !3 GH-7',
  '<script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt;',
  '[click](javascript:alert(1)) **bold** `code` [~admin] {html}<b>{html} {{DATE(2026-01-01T00:00:00Z)}} {mention}',
  '/close',
  'h1. Head',
  'a=b|c\\d suser=root\r\nBcc: victim@example.test\r\n\r\nbody',
  '\u202egnp.exe\0\u001b[31m',
].join('\n')

export const LINK = 'https://plimsoll.example.test/issues/481'

const subject: NoticeSubject = {
  type: 'issue',
  id: '481',
  title: 'CVE-2026-1234 in openssl',
  url: LINK,
  severity: 'critical',
  risk: 92,
  team: { slug: 'payments', name: 'Payments' },
  where: 'prod/payments/Deployment/pay',
  environment: 'production',
  stage: 'runtime',
  status: 'open',
  dueAt: new Date('2026-11-28T10:00:00Z'),
  facts: [
    ['Vulnerability', 'CVE-2026-1234'],
    ['Fixed in', '3.0.17'],
  ],
}

/** A notice as the sender makes it, of one new issue. */
export function notice(change: Partial<Notice> = {}): Notice {
  return {
    id: '0b0f5f4e-5c39-4f55-9d6f-0d9b7f4b3c11',
    dedupeKey: 'issue:481',
    events: ['opened'],
    at: new Date('2026-11-21T10:00:00Z'),
    title: 'CVE-2026-1234 in openssl',
    text: 'A critical vulnerability opened in prod/payments/Deployment/pay.',
    url: LINK,
    subject,
    digest: null,
    operation: 'create',
    remoteKey: null,
    attempt: 1,
    test: false,
    ...change,
  }
}

/** Every text hostile and as long as `times` says. */
export function hostileNotice(times = 1): Notice {
  const text = HOSTILE.repeat(times)
  return notice({
    title: text,
    text,
    subject: {
      ...subject,
      title: text,
      where: text,
      environment: text,
      status: text,
      team: { slug: 'x', name: text },
      facts: Array.from({ length: 40 }, () => [text, text] as const),
    },
  })
}

/** A digest of as many things as one can name, and more. */
export function digestNotice(title = 'CVE-2026-1234 in openssl'): Notice {
  return notice({
    events: ['opened', 'overdue'],
    title: '27 things of Payments',
    subject: null,
    digest: {
      from: new Date('2026-11-20T10:00:00Z'),
      to: new Date('2026-11-21T10:00:00Z'),
      total: 27,
      bySeverity: { critical: 3, high: 4, medium: 0, low: 0, unknown: 20 },
      byEvent: { opened: 20, overdue: 7 },
      items: Array.from({ length: DIGEST_ITEMS }, (_, n) => ({
        title,
        url: `${LINK}${n}`,
        events: ['opened', 'worsened'] as const,
        severity: 'critical' as const,
        risk: 90,
        where: title,
      })),
      burst: false,
    },
  })
}
