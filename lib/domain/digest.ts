import type { Notice, NoticeDigest, NoticeEvent, NoticeSubject } from './notice.ts'
import { NOTICE_EVENT_WORDS } from './notice.ts'
import { SEVERITIES } from './severity.ts'

/** So many messages one by one in a window; what comes beyond is folded into one, and the next waits until the window is over. */
export const BURST_MESSAGES = 20
export const BURST_WINDOW_SECONDS = 300
/** A burst that is still coming in is waited for, but not longer than this. */
export const SETTLE_SECONDS = 5
export const LONGEST_SETTLE_SECONDS = 60

/** What waits on a route that tells each event. */
export interface WaitingItems {
  /** Due now. */
  due: number
  /** Seconds since the newest came, and since the oldest was due. */
  newestSeconds: number
  oldestSeconds: number
  /** Sent one by one in the last window. */
  sent: number
  /** Whether a burst was folded in the last window. */
  folded: boolean
}

/** Whether what is due goes out one by one, folded into one message, or waits for more. */
export function outlet(waiting: WaitingItems): 'each' | 'fold' | 'wait' {
  if (waiting.due === 0 || waiting.folded) return 'wait'
  if (waiting.due + waiting.sent <= BURST_MESSAGES) return 'each'
  const stillComing = waiting.newestSeconds < SETTLE_SECONDS && waiting.oldestSeconds < LONGEST_SETTLE_SECONDS
  return stillComing ? 'wait' : 'fold'
}

/** `3 critical, 12 high`; without those that have none. */
export function severityCounts(bySeverity: NoticeDigest['bySeverity']): string {
  return SEVERITIES.filter((severity) => bySeverity[severity] > 0)
    .map((severity) => `${count(bySeverity[severity])} ${severity}`)
    .join(', ')
}

const count = (value: number) => value.toLocaleString('en-GB')

/** Title and text of a digest; `whose` is a team's name, or null for all. */
export function digestWords(digest: NoticeDigest, whose: string | null): Pick<Notice, 'title' | 'text'> {
  const what = digest.total === 1 ? '1 thing to know' : `${count(digest.total)} things to know`
  const severities = severityCounts(digest.bySeverity)
  const events = Object.entries(digest.byEvent)
    .map(([event, times]) => `${NOTICE_EVENT_WORDS[event as NoticeEvent].toLowerCase()} ${count(times)}`)
    .join(', ')
  return {
    title: shortened([`${what}${whose === null ? '' : ` for ${whose}`}`, severities].filter(Boolean).join(': '), 200),
    text: `${digest.burst ? 'So much came at once that it is told in one message. ' : ''}By what happened: ${events}.`,
  }
}

/** Title and text of a message on one thing; what happened is told by its events. `said` is what somebody wrote, or what an event tells. */
export function noticeWords(subject: NoticeSubject, said: string | null): Pick<Notice, 'title' | 'text'> {
  const lines = [
    said,
    subject.risk === null
      ? null
      : `Risk ${subject.risk} of 100${subject.severity ? `, severity ${subject.severity}` : ''}.`,
    subject.where === null ? null : `Where: ${subject.where}.`,
    subject.type === 'issue' ? `Owner: ${subject.team?.name ?? 'nobody yet'}.` : null,
    subject.dueAt === null ? null : `Due ${subject.dueAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
  ]
  return {
    title: shortened(subject.title, 200),
    text: lines.filter((line) => line !== null && line !== '').join('\n'),
  }
}

function shortened(text: string, length: number): string {
  const points = [...text]
  return points.length <= length ? text : `${points.slice(0, length - 1).join('')}…`
}
