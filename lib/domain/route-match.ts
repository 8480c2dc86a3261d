import { isFollowUp, type NoticeEvent } from './notice.ts'
import type { IssueKind, Stage } from './observation.ts'
import { type RouteTiming, tellAt } from './quiet-hours.ts'
import { type Severity, severityOfRank } from './severity.ts'

/** Which issues a route tells of. Empty lists are no limit; all limits hold together. */
export interface RouteFilter {
  severities: readonly Severity[]
  /** 0…100; null is no limit. */
  minRisk: number | null
  /** Where the episode was first seen. */
  stages: readonly Stage[]
  kinds: readonly IssueKind[]
  /** `unknown` is what runs nowhere that is known. */
  environments: readonly string[]
  /** What nobody owns, and nothing else; for routes of no team. */
  unowned: boolean
}

/** What decides where and when a route tells. */
export interface RouteRule {
  id: number
  teamId: number | null
  events: readonly NoticeEvent[]
  filter: RouteFilter
  timing: RouteTiming
  /** What the log told up to here is from before the route. */
  fromLogId: number
}

/** A line of the state log, as far as routes look at it. */
export interface LoggedEvent {
  id: number
  at: Date
  event: string
  issueId: number | null
  kind: string | null
  /** Rank; null where it is about no issue. */
  severity: number | null
  risk: number | null
  status: string | null
  stage: string | null
  teamId: number | null
  environment: string | null
  data: Record<string, unknown>
}

/** Something that a route is to tell, when its time comes. */
export interface PendingItem {
  routeId: number
  /** `issue:4711`, `load:team:3`. */
  thing: string
  issueId: number | null
  events: NoticeEvent[]
  severity: number | null
  risk: number | null
  data: Record<string, unknown>
  firstAt: Date
  lastAt: Date
  dueAt: Date
}

const CRITICAL_RANK = 4

/** What the words of the log are to a route. An acceptance that ended and a closing that was taken back count as reopened. */
const EVENT_OF: Readonly<Record<string, NoticeEvent>> = {
  opened: 'opened',
  reopened: 'reopened',
  returned: 'reopened',
  unclosed: 'reopened',
  worsened: 'worsened',
  'due-soon': 'due-soon',
  overdue: 'overdue',
  'exception-expiring': 'exception-expiring',
  'load-over': 'over-line',
  'load-under': 'closed',
  mentioned: 'mentioned',
  closed: 'closed',
  excepted: 'closed',
  dismissed: 'closed',
  removed: 'closed',
  'fix-moved': 'progress',
  'fix-ended': 'closed',
}
/** These are told whatever became of the issue; of the others only what is open is told. */
const TOLD_OF_ANY_STATUS: readonly NoticeEvent[] = ['exception-expiring', 'mentioned']

/**
 * What a line of the log is to a route, or null when it is not for it. Follow-ups are for every route, whatever it asked for: what waits to
 * be told is withdrawn, and what stands over there is brought up to date or closed. An issue that another team had is new to the team that
 * gets it, and over for the one that had it.
 */
export function eventForRoute(rule: RouteRule, entry: LoggedEvent, silentSource: boolean): NoticeEvent | null {
  if (entry.id <= rule.fromLogId) return null
  const event = namedEvent(rule, entry, silentSource)
  if (event === null) return null
  if (isFollowUp(event)) return thingOf(entry) === null ? null : event
  if (!rule.events.includes(event)) return null
  if (entry.issueId !== null && entry.status !== 'open' && !TOLD_OF_ANY_STATUS.includes(event)) return null
  return passes(rule, entry) ? event : null
}

function namedEvent(rule: RouteRule, entry: LoggedEvent, silentSource: boolean): NoticeEvent | null {
  if (entry.event === 'reassigned') return reassigned(rule, entry)
  const event = EVENT_OF[entry.event] ?? null
  if (silentSource && (event === 'opened' || event === 'reopened')) return 'source-silent'
  return event
}

function reassigned({ teamId, filter }: RouteRule, entry: LoggedEvent): NoticeEvent | null {
  const from = entry.data.from ?? null
  if (teamId === null) return filter.unowned && from === null ? 'closed' : null
  if (teamId === entry.teamId) return 'opened'
  return teamId === from ? 'closed' : null
}

function passes({ teamId, filter }: RouteRule, entry: LoggedEvent): boolean {
  if (teamId !== null && entry.teamId !== teamId) return false
  if (teamId === null && filter.unowned && entry.teamId !== null) return false
  if (entry.environment !== null || entry.issueId !== null) {
    if (!within(filter.environments, entry.environment ?? 'unknown')) return false
  }
  if (entry.issueId === null) return true
  return (
    within(filter.severities, severityOfRank(entry.severity ?? 0)) &&
    within(filter.kinds, entry.kind ?? '') &&
    within(filter.stages, entry.stage ?? '') &&
    (filter.minRisk === null || (entry.risk ?? 0) >= filter.minRisk)
  )
}

function within(wanted: readonly string[], value: string): boolean {
  return wanted.length === 0 || wanted.includes(value)
}

/** What an entry is about; null where it names nothing. */
export function thingOf(entry: LoggedEvent): string | null {
  if (entry.issueId !== null) return `issue:${entry.issueId}`
  return typeof entry.data.thing === 'string' ? entry.data.thing : null
}

/** What happened, with what happens next: said once each, and a closing leaves nothing else to say. */
export function foldEvents(before: readonly NoticeEvent[], next: NoticeEvent): NoticeEvent[] {
  if (next === 'closed' || before.includes('closed')) return [next]
  return before.includes(next) ? [...before] : [...before, next]
}

/** What each route is to tell of these entries, one item for each route and thing. `silent` are issues that tell of silent sources. */
export function pendingItems(
  rules: readonly RouteRule[],
  entries: readonly LoggedEvent[],
  silent: ReadonlySet<number>,
  now: Date,
): PendingItem[] {
  const items = new Map<string, PendingItem>()
  const dueOf = new Map(
    rules.map(({ id, timing }) => [id, { calm: tellAt(timing, now, false), critical: tellAt(timing, now, true) }]),
  )
  for (const entry of entries) {
    const thing = thingOf(entry)
    if (thing === null) continue
    for (const rule of rules) {
      const event = eventForRoute(rule, entry, silent.has(entry.issueId ?? 0))
      if (event === null) continue
      const key = `${rule.id} ${thing}`
      const before = items.get(key)
      const due = dueOf.get(rule.id)!
      const at = event === 'closed' ? now : entry.severity === CRITICAL_RANK ? due.critical : due.calm
      items.set(key, {
        routeId: rule.id,
        thing,
        issueId: entry.issueId,
        events: foldEvents(before?.events ?? [], event),
        severity: entry.severity,
        risk: entry.risk,
        data: event === 'closed' && entry.event === 'reassigned' ? { text: 'Another team has it now.' } : entry.data,
        firstAt: before?.firstAt ?? entry.at,
        lastAt: entry.at,
        dueAt: before && before.dueAt < at ? before.dueAt : at,
      })
    }
  }
  return [...items.values()]
}
