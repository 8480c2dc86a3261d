import { digestWords, noticeWords } from './digest.ts'
import type { Notice, NoticeDigest, NoticeEvent, NoticeSubject } from './notice.ts'

/** The notice of a preview or a test: an example that says that it is one. `url` is the address of Plimsoll. */
export function sampleNotice(
  sample: NoticeEvent | 'digest',
  id: string,
  now: Date,
  url: string,
  test: boolean,
): Notice {
  const common = {
    id,
    dedupeKey: `sample:${id}`,
    at: now,
    operation: sample === 'closed' ? ('close' as const) : ('create' as const),
    remoteKey: sample === 'closed' ? 'EXAMPLE-1' : null,
    attempt: 1,
    test,
  }
  if (sample === 'digest') {
    const digest = sampleDigest(now, url)
    const words = digestWords(digest, 'Payments')
    return { ...common, ...words, events: ['opened', 'overdue'], url: `${url}/issues`, subject: null, digest }
  }
  const subject = sample === 'over-line' ? sampleLoad(url) : sampleIssue(now, url)
  return {
    ...common,
    ...noticeWords(subject, SAID[sample] ?? null),
    events: [sample],
    url: subject.url,
    subject,
    digest: null,
  }
}

const SAID: Partial<Record<NoticeEvent, string>> = {
  'over-line': 'The load is 31.4 and its line is 25.',
  mentioned: 'Ada Osei wrote: @payments can you look at this?',
}

function sampleIssue(now: Date, url: string): NoticeSubject {
  return {
    type: 'issue',
    id: '4711',
    title: 'CVE-2021-44228 in log4j-core',
    url: `${url}/issues/4711`,
    severity: 'critical',
    risk: 92,
    team: { slug: 'payments', name: 'Payments' },
    where: 'registry.example.com/shop/pay-api',
    environment: 'production',
    stage: 'build',
    status: 'open',
    dueAt: new Date(now.getTime() + 7 * 86_400_000),
    facts: [
      ['Kind', 'vulnerability'],
      ['Vulnerability', 'CVE-2021-44228'],
      ['Package', 'log4j-core'],
      ['Fixed in', '2.17.1'],
      ['Known to be exploited', 'yes, in the CISA catalogue'],
    ],
  }
}

function sampleLoad(url: string): NoticeSubject {
  const issue = sampleIssue(new Date(0), url)
  return {
    ...issue,
    type: 'load',
    id: 'team:3',
    title: 'Payments is over its load line',
    url,
    severity: null,
    risk: null,
    where: null,
    dueAt: null,
    facts: [],
  }
}

function sampleDigest(now: Date, url: string): NoticeDigest {
  const { title, severity, risk, where } = sampleIssue(now, url)
  return {
    from: new Date(now.getTime() - 86_400_000),
    to: now,
    total: 14,
    bySeverity: { critical: 2, high: 5, medium: 6, low: 0, unknown: 1 },
    byEvent: { opened: 12, overdue: 3 },
    items: [
      { title, severity, risk, where, url: `${url}/issues/4711`, events: ['opened'] },
      {
        title: 'Privileged container',
        severity: 'high',
        risk: 71,
        where: 'shop-prod/payments/pay-api',
        url: `${url}/issues/4712`,
        events: ['overdue'],
      },
    ],
    burst: false,
  }
}
