import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventForRoute, foldEvents, type LoggedEvent, pendingItems, type RouteRule } from './route-match.ts'
import { SEVERITIES, SEVERITY_RANK } from './severity.ts'

const now = new Date('2026-11-20T12:00:00Z')
const rule = (changes: Partial<RouteRule> = {}, filter: Partial<RouteRule['filter']> = {}): RouteRule => ({
  id: 1,
  teamId: null,
  events: ['opened', 'reopened', 'worsened'],
  filter: { severities: [], minRisk: null, stages: [], kinds: [], environments: [], unowned: false, ...filter },
  timing: { timeZone: 'UTC', rhythm: { every: 'event' }, quiet: null },
  fromLogId: 0,
  ...changes,
})
const entry = (changes: Partial<LoggedEvent> = {}): LoggedEvent => ({
  id: 10,
  at: now,
  event: 'opened',
  issueId: 5,
  kind: 'vulnerability',
  severity: 3,
  risk: 55,
  status: 'open',
  stage: 'build',
  teamId: 7,
  environment: 'production',
  data: {},
  ...changes,
})
const ofFix = { issueId: null, status: null, teamId: null, data: { thing: 'fix:71' } }
const told = (of: RouteRule, line: LoggedEvent) => eventForRoute(of, line, false)

describe('what a route tells', () => {
  test.each([
    ['its own team', { teamId: 7 }, {}, 'opened'],
    ['not another team', { teamId: 8 }, {}, null],
    ['not what nobody owns, where it has a team', { teamId: 8 }, { teamId: null }, null],
    ['what it did not ask for', { events: ['worsened' as const] }, {}, null],
    ['nothing from before it was made', { fromLogId: 10 }, {}, null],
    ['an acceptance that ended', {}, { event: 'returned' }, 'reopened'],
    ['not what is accepted', {}, { event: 'worsened', status: 'excepted' }, null],
    [
      'that an acceptance ends soon',
      { events: ['exception-expiring' as const] },
      { event: 'exception-expiring', status: 'excepted' },
      'exception-expiring',
    ],
    ['what its team was given', { teamId: 7 }, { event: 'reassigned' }, 'opened'],
    ['that its team gave it away', { teamId: 8, events: [] }, { event: 'reassigned', data: { from: 8 } }, 'closed'],
    ['nothing of a move between others', { teamId: 8 }, { event: 'reassigned', data: { from: 9 } }, null],
    [
      'that what nobody owned has an owner',
      { filter: { ...rule().filter, unowned: true } },
      { event: 'reassigned', data: { from: null } },
      'closed',
    ],
    ['not each reassignment, where it has no team', {}, { event: 'reassigned' }, null],
    ['every closing', { events: [] }, { event: 'dismissed', status: 'dismissed' }, 'closed'],
    ['how far a fix is', { events: [] }, { ...ofFix, event: 'fix-moved' }, 'progress'],
    ['that a fix is over, whatever its team', { teamId: 8, events: [] }, { ...ofFix, event: 'fix-ended' }, 'closed'],
    ['nothing that eased', {}, { event: 'eased' }, null],
  ])('%s', (_, of, line, expected) => expect(told(rule(of), entry(line))).toBe(expected))

  test.each([
    [{ severities: ['critical' as const] }, false],
    [{ severities: ['critical' as const, 'high' as const] }, true],
    [{ minRisk: 55 }, true],
    [{ minRisk: 56 }, false],
    [{ stages: ['runtime' as const] }, false],
    [{ kinds: ['vulnerability' as const] }, true],
    [{ environments: ['staging'] }, false],
    [{ unowned: true }, false],
  ])('within %o', (filter, passes) => expect(told(rule({}, filter), entry()) !== null).toBe(passes))

  test('what is not known is a choice of its own, never the least', () => {
    expect(told(rule({}, { severities: ['low'] }), entry({ severity: 0 }))).toBeNull()
    expect(told(rule({}, { severities: ['unknown'] }), entry({ severity: 0 }))).toBe('opened')
    expect(told(rule({}, { environments: ['unknown'] }), entry({ environment: null }))).toBe('opened')
  })

  test('a wider list of severities never tells less', () => {
    const severity = fc.constantFrom(...SEVERITIES)
    fc.assert(
      fc.property(fc.uniqueArray(severity, { minLength: 1 }), severity, severity, (some, more, of) => {
        const line = entry({ severity: SEVERITY_RANK[of] })
        const narrow = told(rule({}, { severities: some }), line)
        if (narrow) expect(told(rule({}, { severities: [...some, more] }), line)).toBe(narrow)
      }),
    )
  })

  test('a silent source is an event of its own', () => {
    const of = rule({ events: ['source-silent'] })
    expect(eventForRoute(of, entry(), true)).toBe('source-silent')
    expect(eventForRoute(rule(), entry(), true)).toBeNull()
  })
})

describe('folding', () => {
  test('twice the same is said once, and a closing leaves nothing else', () => {
    expect(foldEvents(['opened'], 'worsened')).toEqual(['opened', 'worsened'])
    expect(foldEvents(['opened', 'worsened'], 'worsened')).toEqual(['opened', 'worsened'])
    expect(foldEvents(['opened', 'worsened'], 'closed')).toEqual(['closed'])
    expect(foldEvents(['closed'], 'reopened')).toEqual(['reopened'])
  })

  test('one item for each route and thing, with the last that is known of it', () => {
    const items = pendingItems(
      [rule(), rule({ id: 2, teamId: 7 })],
      [
        entry(),
        entry({ id: 11, event: 'worsened', risk: 85 }),
        entry({ id: 12, issueId: 6 }),
        entry({ id: 13, issueId: null, event: 'load-over', data: { thing: 'load:team:7' } }),
      ],
      new Set(),
      now,
    )
    expect(items.map(({ routeId, thing, events, risk }) => [routeId, thing, events.join(), risk])).toEqual([
      [1, 'issue:5', 'opened,worsened', 85],
      [2, 'issue:5', 'opened,worsened', 85],
      [1, 'issue:6', 'opened', 55],
      [2, 'issue:6', 'opened', 55],
    ])
  })

  test('what turns critical is told as early as that is', () => {
    const quiet = { fromMinute: 0, untilMinute: 23 * 60, weekends: false, exceptCritical: true }
    const of = rule({ timing: { timeZone: 'UTC', rhythm: { every: 'event' }, quiet } })
    const [calm] = pendingItems([of], [entry()], new Set(), now)
    const [grave] = pendingItems([of], [entry(), entry({ id: 11, event: 'worsened', severity: 4 })], new Set(), now)
    expect(calm?.dueAt.toISOString()).toBe('2026-11-20T23:00:00.000Z')
    expect(grave?.dueAt).toEqual(now)
  })
})
