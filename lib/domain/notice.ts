import type { Severity } from './severity.ts'

/** What a route can tell of, in the words of its editor. */
export const NOTICE_EVENTS = [
  'opened',
  'reopened',
  'worsened',
  'due-soon',
  'overdue',
  'exception-expiring',
  'over-line',
  'mentioned',
  'source-silent',
  'sent',
  'progress',
  'closed',
] as const
export type NoticeEvent = (typeof NOTICE_EVENTS)[number]

/** What follows by itself where something stands over there, and is told nowhere else: how far a fix is, and that a thing is over. */
export const FOLLOW_UPS = ['progress', 'closed'] as const satisfies readonly NoticeEvent[]

export function isFollowUp(event: NoticeEvent): boolean {
  return (FOLLOW_UPS as readonly NoticeEvent[]).includes(event)
}

/** What a route can be asked to tell of; follow-ups come by themselves, and what is sent by hand is sent by hand. */
export const ROUTE_EVENTS = [
  'opened',
  'reopened',
  'worsened',
  'due-soon',
  'overdue',
  'exception-expiring',
  'over-line',
  'mentioned',
  'source-silent',
] as const satisfies readonly NoticeEvent[]
/** What a preview and a test can show. */
export const ROUTE_SAMPLES = [...ROUTE_EVENTS, 'closed', 'digest'] as const
export type RouteSample = (typeof ROUTE_SAMPLES)[number]

/** What a person reads where an event is named: "Reopened", "Past its due date". */
export const NOTICE_EVENT_WORDS: Record<NoticeEvent, string> = {
  opened: 'New',
  reopened: 'Reopened',
  worsened: 'Worsened',
  'due-soon': 'Due soon',
  overdue: 'Overdue',
  'exception-expiring': 'Accepted risk ends soon',
  'over-line': 'Load over its line',
  mentioned: 'Mentioned',
  'source-silent': 'Source fell silent',
  sent: 'Sent by hand',
  progress: 'Progress',
  closed: 'Closed',
}

/** The one thing that a notice is about. Null is not known or does not apply, never "none". */
export interface NoticeSubject {
  type: 'issue' | 'fix' | 'load' | 'source'
  id: string
  title: string
  /** Absolute address of its page in Plimsoll. */
  url: string
  severity: Severity | null
  /** 0–100. */
  risk: number | null
  team: { slug: string; name: string } | null
  /** Where it bites: `cluster/namespace/Deployment/pay`, an image repository, a file. */
  where: string | null
  environment: string | null
  stage: 'build' | 'deploy' | 'runtime' | null
  status: string | null
  dueAt: Date | null
  /** What is known beside: `[['Vulnerability', 'CVE-2026-1'], ['Fixed in', '1.2.4']]`; label and value, in order. */
  facts: readonly (readonly [label: string, value: string])[]
}

/** One line of a digest. */
export interface NoticeItem {
  title: string
  url: string
  events: readonly NoticeEvent[]
  severity: Severity | null
  risk: number | null
  where: string | null
}

/** Several things in one message: a digest of its time, or a burst that was folded into one. */
export interface NoticeDigest {
  from: Date
  to: Date
  /** Things, not events: a thing of which two events tell counts once. */
  total: number
  /** Things by severity; those without one are in `total` only. */
  bySeverity: Record<Severity, number>
  byEvent: Partial<Record<NoticeEvent, number>>
  /** The gravest first; at most DIGEST_ITEMS. */
  items: readonly NoticeItem[]
  /** Because of a burst, and not because the route asked for digests. */
  burst: boolean
}

/** How many lines a digest names; the rest is a count and a link. */
export const DIGEST_ITEMS = 20

/** What a provider delivers. It is complete: a provider looks nothing up. All text is hostile and plain, never markup. */
export interface Notice {
  /** The same at every attempt at this message and at no other: for idempotency keys. A UUID. */
  id: string
  /** The same for all messages on one thing: `issue:481`, `load:team:3`. For alerts that fold by themselves. */
  dedupeKey: string
  /** What happened, in order; several when they were folded. Not empty. */
  events: readonly NoticeEvent[]
  /** When the last of it happened. */
  at: Date
  /** One line, at most 200 characters. */
  title: string
  /** One or a few plain lines; why this is told. */
  text: string
  /** Absolute address in Plimsoll of what it is about, or of the list behind a digest. */
  url: string
  /** Null for a digest. */
  subject: NoticeSubject | null
  digest: NoticeDigest | null
  /**
   * What a ticket system or an alert that can be resolved should do. `update` and `close` have the key that `create` returned; `update`
   * reopens what was closed. Providers of plain messages get `create` only.
   */
  operation: 'create' | 'update' | 'close'
  remoteKey: string | null
  /** 1 at first. Past it an earlier attempt may have arrived: where the endpoint takes no idempotency key, look for what it made. */
  attempt: number
  /** A test that somebody sends from the browser; say so in the message. */
  test: boolean
}
