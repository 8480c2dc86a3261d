import { randomUUID } from 'node:crypto'
import { BURST_WINDOW_SECONDS, digestWords, noticeWords, outlet } from '../../domain/digest.ts'
import { saidOf } from '../../domain/event-words.ts'
import {
  DIGEST_ITEMS,
  type NoticeDigest,
  type NoticeEvent,
  type NoticeItem,
  type NoticeSubject,
} from '../../domain/notice.ts'
import type { StoredNotice } from '../../domain/notice-json.ts'
import { SEVERITIES, SEVERITY_RANK } from '../../domain/severity.ts'
import { database, type Tx } from '../../store/database.ts'
import { addMessages, type NewMessage } from '../../store/outbox/add-messages.ts'
import { dueRoutes, lockRoute, type TellingRoute } from '../../store/outbox/due-routes.ts'
import { type TakenDigest, type TakenItem, takeDigest, takeEach, takeFollowUps } from '../../store/outbox/take-items.ts'
import { waitingItems } from '../../store/outbox/waiting-items.ts'
import { issueSubjects } from './issue-subject.ts'
import { otherSubject } from './other-subject.ts'
import { pageUrl } from './page-url.ts'

/** Follow-ups of one transaction; they are bounded by the tickets that there are. */
const FOLLOW_UPS_AT_ONCE = 200

/** Makes messages of what is due, a transaction a route. How many it made. */
export async function composeMessages(now = new Date()): Promise<number> {
  let made = 0
  for (const id of await dueRoutes(database())) {
    made += await database().transaction(async (tx) => {
      const route = await lockRoute(tx, id)
      if (!route) return 0
      const messages = await messagesOf(tx, route, now)
      await addMessages(tx, messages)
      return messages.length
    })
  }
  return made
}

async function messagesOf(tx: Tx, route: TellingRoute, now: Date): Promise<NewMessage[]> {
  const followUps = await singles(tx, route, await takeFollowUps(tx, route.id, FOLLOW_UPS_AT_ONCE), now)
  const waiting = await waitingItems(tx, route.id, BURST_WINDOW_SECONDS)
  if (waiting.due === 0) return followUps
  if (route.timing.rhythm.every !== 'event' && waiting.due > 1)
    return [...followUps, ...(await digest(tx, route, now, false))]
  switch (outlet(route.timing.rhythm.every === 'event' ? waiting : { ...waiting, sent: 0, folded: false })) {
    case 'wait':
      return followUps
    case 'fold':
      return [...followUps, ...(await digest(tx, route, now, true))]
    case 'each':
      return [...followUps, ...(await singles(tx, route, await takeEach(tx, route.id, waiting.due), now))]
  }
}

async function singles(tx: Tx, route: TellingRoute, items: readonly TakenItem[], now: Date): Promise<NewMessage[]> {
  const subjects = await subjectsOf(tx, items, now)
  return items.flatMap((item) => {
    const subject = subjects.get(item.thing)
    if (!subject) return []
    return [{ routeId: route.id, thing: item.thing, issueId: item.issueId, notice: singleNotice(item, subject) }]
  })
}

/** What items are about, by thing. An issue that is gone has nothing to tell, but that it is closed. */
async function subjectsOf(
  tx: Tx,
  items: readonly Omit<TakenItem, 'lastAt'>[],
  now: Date,
): Promise<Map<string, NoticeSubject>> {
  const ids = items.flatMap(({ issueId }) => issueId ?? [])
  const issues = await issueSubjects(tx, ids, now)
  return new Map(
    items.flatMap((item) => {
      const subject = item.issueId === null ? otherSubject(item) : (issues.get(item.issueId) ?? goneIssue(item))
      return subject ? [[item.thing, subject] as const] : []
    }),
  )
}

function goneIssue({ issueId, events }: Omit<TakenItem, 'lastAt'>): NoticeSubject | null {
  if (issueId === null || !events.includes('closed')) return null
  return otherSubject({
    thing: `issue:${issueId}`,
    data: { title: `Issue ${issueId}, which is gone`, path: '/issues' },
  })
}

export function singleNotice(
  item: Pick<TakenItem, 'thing' | 'events' | 'lastAt' | 'data'>,
  subject: NoticeSubject,
): StoredNotice {
  return {
    id: randomUUID(),
    dedupeKey: item.thing,
    events: item.events,
    at: item.lastAt,
    ...noticeWords(subject, saidOf(item.events, item.data)),
    url: subject.url,
    subject,
    digest: null,
    test: false,
  }
}

async function digest(tx: Tx, route: TellingRoute, now: Date, burst: boolean): Promise<NewMessage[]> {
  const taken = await takeDigest(tx, route.id, DIGEST_ITEMS)
  if (!taken) return []
  const subjects = await subjectsOf(tx, taken.gravest, now)
  const told: NoticeDigest = {
    from: taken.firstAt,
    to: now,
    total: taken.total,
    bySeverity: severityCounts(taken),
    byEvent: taken.byEvent,
    items: taken.gravest.flatMap(({ thing, events }) => digestItem(subjects.get(thing), events)),
    burst,
  }
  const id = randomUUID()
  const query = ['is:open', ...(route.team ? [`team:${route.team.slug}`] : [])].join(' ')
  const notice: StoredNotice = {
    id,
    dedupeKey: `digest:${id}`,
    events: Object.keys(taken.byEvent) as NoticeEvent[],
    at: now,
    ...digestWords(told, route.team?.name ?? null),
    url: pageUrl(`/issues?${new URLSearchParams({ q: query })}`),
    subject: null,
    digest: told,
    test: false,
  }
  return [{ routeId: route.id, thing: notice.dedupeKey, issueId: null, notice }]
}

function severityCounts({ bySeverity }: TakenDigest): NoticeDigest['bySeverity'] {
  const counts = SEVERITIES.map((severity) => [severity, bySeverity[SEVERITY_RANK[severity]] ?? 0])
  return Object.fromEntries(counts) as NoticeDigest['bySeverity']
}

function digestItem(subject: NoticeSubject | undefined, events: NoticeItem['events']): NoticeItem[] {
  if (!subject) return []
  const { title, url, severity, risk, where } = subject
  return [{ title, url, events, severity, risk, where }]
}
