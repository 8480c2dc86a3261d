import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ClockFacts, type ClockPolicy, clocksOf, DEFAULT_CLOCKS, DEFAULT_RULE, ruleFor, slaState } from './sla.ts'

const opened = '2026-11-01T12:00:00Z'
const facts = (more: Partial<ClockFacts> = {}): ClockFacts => ({
  ...{ teamId: null, environment: null, severity: 'medium', risk: 0 },
  ...more,
})
const dueAt = (from: string, what: ClockFacts, by = DEFAULT_CLOCKS) =>
  clocksOf(by).dueAt(new Date(from), what)?.toISOString() ?? null
const policy = (more: Partial<ClockPolicy>): ClockPolicy => ({ ...DEFAULT_CLOCKS, ...more })

test('the days depend on severity, end with their last day, and an unknown severity is not for ever', () => {
  expect(dueAt(opened, facts({ severity: 'critical' }))).toBe('2026-11-08T23:59:59.999Z')
  expect(dueAt(opened, facts({ severity: 'high' }))).toBe('2026-12-01T23:59:59.999Z')
  expect(dueAt(opened, facts({ severity: 'medium' }))).toBe('2027-01-30T23:59:59.999Z')
  expect(dueAt(opened, facts({ severity: 'low' }))).toBe('2027-04-30T23:59:59.999Z')
  expect(dueAt(opened, facts({ severity: 'unknown' }))).toBe(dueAt(opened, facts({ severity: 'medium' })))
})

test('by risk, the band decides and not the severity', () => {
  const byRisk = policy({ rules: [{ ...DEFAULT_RULE, by: 'risk' }] })
  expect(dueAt(opened, facts({ severity: 'low', risk: 80 }), byRisk)).toBe('2026-11-08T23:59:59.999Z')
  expect(dueAt(opened, facts({ severity: 'critical', risk: 29 }), byRisk)).toBe('2027-04-30T23:59:59.999Z')
})

test('the most specific rule wins, whatever the order', () => {
  const rule = (teamId: number | null, environment: 'production' | null, critical: number) => ({
    ...DEFAULT_RULE,
    teamId,
    environment,
    days: { ...DEFAULT_RULE.days, critical },
  })
  const rules = [rule(3, 'production', 1), rule(3, null, 2), rule(null, 'production', 3), DEFAULT_RULE]
  const days = (order: typeof rules, more: Partial<ClockFacts>) =>
    ruleFor(policy({ rules: order }), facts(more)).days.critical
  for (const order of [rules, rules.toReversed()]) {
    expect(days(order, { teamId: 3, environment: 'production' })).toBe(1)
    expect(days(order, { teamId: 3, environment: 'staging' })).toBe(2)
    expect(days(order, { teamId: 4, environment: 'production' })).toBe(3)
    expect(days(order, { teamId: null })).toBe(7)
  }
})

test('business days pass over weekends and holidays, in the zone of the policy', () => {
  const office = policy({
    calendar: { timeZone: 'America/New_York', holidays: ['2026-11-26'] },
    rules: [{ ...DEFAULT_RULE, businessDays: true }],
  })
  // Friday evening there, Saturday in UTC: Mon, Tue, Wed, (Thu free), Fri, Mon, Tue, Wed.
  expect(dueAt('2026-11-21T01:00:00Z', facts({ severity: 'critical' }), office)).toBe('2026-12-03T04:59:59.999Z')
})

test('a band may have no date at all', () => {
  const relaxed = policy({ rules: [{ ...DEFAULT_RULE, days: { ...DEFAULT_RULE.days, low: null } }] })
  expect(dueAt(opened, facts({ severity: 'low' }), relaxed)).toBeNull()
})

test('what began later is never due earlier, and nothing is due before its days are over', () => {
  const zones = ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns']
  const moment = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) })
  fc.assert(
    fc.property(moment, moment, fc.constantFrom(...zones), fc.boolean(), (one, other, timeZone, businessDays) => {
      const { dueAt } = clocksOf(
        policy({ calendar: { timeZone, holidays: [] }, rules: [{ ...DEFAULT_RULE, businessDays }] }),
      )
      const due = (ms: number) => dueAt(new Date(ms), facts({ severity: 'critical' }))?.getTime() ?? Number.NaN
      expect(due(Math.min(one, other))).toBeLessThanOrEqual(due(Math.max(one, other)))
      // A day in which the clocks are put forward has 23 hours.
      expect(due(one) - one).toBeGreaterThanOrEqual(7 * 86_400_000 - 3_600_000)
    }),
  )
})

test('due today is inside, to the last millisecond of the day', () => {
  const due = dueAt(opened, facts({ severity: 'critical' }))
  expect(slaState(due, new Date('2026-11-05T23:59:59.998Z'))).toBe('in-time')
  expect(slaState(due, new Date('2026-11-05T23:59:59.999Z'))).toBe('soon')
  expect(slaState(due, new Date('2026-11-08T00:00:00.000Z'))).toBe('soon')
  expect(slaState(due, new Date('2026-11-08T23:59:59.999Z'))).toBe('soon')
  expect(slaState(due, new Date('2026-11-09T00:00:00.000Z'))).toBe('overdue')
  expect(slaState(null, new Date(opened))).toBe('none')
})
