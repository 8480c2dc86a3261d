import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import type { IssueRow } from '../../../lib/contract/issues.ts'

const FIELDS: { name: string; of: (issue: IssueRow) => string }[] = [
  { name: 'status', of: ({ status }) => (status === 'excepted' ? 'risk accepted' : status) },
  { name: 'team', of: ({ team }) => team?.name ?? 'nobody' },
  { name: 'assigned to', of: ({ assignee }) => assignee?.name ?? 'nobody' },
  { name: 'severity', of: ({ severity }) => severity },
  { name: 'acknowledged', of: ({ acknowledgedAt }) => (acknowledgedAt ? 'yes' : 'no') },
  { name: 'snoozed', of: ({ snoozedUntil }) => snoozedUntil?.slice(0, 10) ?? 'no' },
  { name: 'waits for approval', of: ({ pending }) => (pending ? 'yes' : 'no') },
  { name: 'tickets', of: ({ tickets }) => String(tickets) },
]

/** What somebody else changed of an issue since it was read, and what to do about it. */
export function conflictWords(before: IssueRow, now: IssueDetail): string {
  const changes = FIELDS.flatMap(({ name, of }) =>
    of(before) === of(now) ? [] : [`${name}: ${of(before)} → ${of(now)}`],
  )
  const last = now.timeline.items.findLast(({ by }) => by !== null)
  const who = last ? `${last.title}. ` : ''
  const what = changes.length > 0 ? `Now ${changes.join(', ')}. ` : ''
  return `It changed while you looked. ${who}${what}You see it as it is now: do it again if it still applies.`
}
