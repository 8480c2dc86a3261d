import { type Calendar, type CalendarSettings, calendarOf, dayAfter } from './business-days.ts'
import { bandOf, RISK_BANDS, type RiskBand } from './risk-band.ts'
import type { Environment } from './risk-context.ts'
import type { Severity } from './severity.ts'

/** Days within which an issue of a band is to be fixed; null: it has no date. */
export type ClockDays = Readonly<Record<RiskBand, number | null>>

/** What the bands of a rule are of. An unknown severity counts as medium. */
export const CLOCK_BASES = ['severity', 'risk'] as const
export type ClockBasis = (typeof CLOCK_BASES)[number]

/** Whether an issue that is seen again begins its days anew, or goes on with those that were left. */
export const REOPENINGS = ['restart', 'keep'] as const
export type Reopening = (typeof REOPENINGS)[number]

/** The clock of the issues of a team in an environment; null is any. */
export interface ClockRule {
  teamId: number | null
  environment: Environment | null
  by: ClockBasis
  days: ClockDays
  /** Only Monday to Friday count, without holidays. */
  businessDays: boolean
  onReopen: Reopening
}

/** By when what has to be fixed, in days of one calendar. */
export interface ClockPolicy {
  calendar: CalendarSettings
  /** The one of no team and no environment is for all others. */
  rules: readonly ClockRule[]
  /** So many days before it is due an issue is said to be near its date. */
  soonDays: number
  exceptions: ExceptionSettings
}

export interface ExceptionSettings {
  /** Risk bands of which an acceptance needs a second person. */
  approvalBands: readonly RiskBand[]
  /** So many days before an acceptance ends it is told of. */
  warnDays: number
}

export const DEFAULT_RULE: ClockRule = {
  teamId: null,
  environment: null,
  by: 'severity',
  days: { critical: 7, high: 30, medium: 90, low: 180 },
  businessDays: false,
  onReopen: 'restart',
}

export const DEFAULT_CLOCKS: ClockPolicy = {
  calendar: { timeZone: 'UTC', holidays: [] },
  rules: [DEFAULT_RULE],
  soonDays: 3,
  exceptions: { approvalBands: [], warnDays: 7 },
}

/** What of an issue its clock depends on. `environment`: the gravest of those in which it runs, null where it runs in none. */
export interface ClockFacts {
  teamId: number | null
  environment: Environment | null
  severity: Severity
  risk: number
}

/** The rule that fits best: one of the team in the environment, then of the team, then of the environment. */
export function ruleFor(policy: ClockPolicy, { teamId, environment }: ClockFacts): ClockRule {
  const weight = (rule: ClockRule) => {
    if (rule.teamId !== null && rule.teamId !== teamId) return -1
    if (rule.environment !== null && rule.environment !== environment) return -1
    return (rule.teamId === null ? 0 : 2) + (rule.environment === null ? 0 : 1)
  }
  let [best, most] = [DEFAULT_RULE, -1]
  for (const rule of policy.rules) {
    const fits = weight(rule)
    if (fits > most) [best, most] = [rule, fits]
  }
  return best
}

/** The band that a rule looks at. */
export function clockBand({ by }: ClockRule, { severity, risk }: Pick<ClockFacts, 'severity' | 'risk'>): RiskBand {
  if (by === 'risk') return bandOf(risk)
  return RISK_BANDS.find((band) => band === severity) ?? 'medium'
}

/** Works out due dates by one policy, and keeps what issues share. */
export interface Clocks {
  policy: ClockPolicy
  /** When an issue whose clock began then is due: the end of that day in the policy's zone; null without a date. */
  dueAt(clockFrom: Date, facts: ClockFacts): Date | null
  /** Whether an issue that is seen again keeps what was left of its days. */
  keepsClock(facts: ClockFacts): boolean
}

export function clocksOf(policy: ClockPolicy): Clocks {
  const calendar = calendarOf(policy.calendar)
  const dates = new Map<number, Date>()
  return {
    policy,
    dueAt(clockFrom, facts) {
      const ms = dueMs(calendar, clockFrom.getTime(), facts, policy)
      if (ms === null) return null
      const date = dates.get(ms) ?? new Date(ms)
      dates.set(ms, date)
      return date
    },
    keepsClock: (facts) => ruleFor(policy, facts).onReopen === 'keep',
  }
}

function dueMs(calendar: Calendar, fromMs: number, facts: ClockFacts, policy: ClockPolicy): number | null {
  const rule = ruleFor(policy, facts)
  const days = rule.days[clockBand(rule, facts)]
  if (days === null) return null
  return calendar.endOfDay(dayAfter(calendar, calendar.dayOf(fromMs), days, rule.businessDays))
}

export const SLA_STATES = ['none', 'in-time', 'soon', 'overdue', 'paused'] as const
export type SlaState = (typeof SLA_STATES)[number]

const DAY_MS = 86_400_000

/** Where an open issue stands: due today is inside, `none` is without a date. */
export function slaState(due: string | null, now: Date, soonDays = DEFAULT_CLOCKS.soonDays): SlaState {
  if (due === null) return 'none'
  const leftMs = Date.parse(due) - now.getTime()
  if (leftMs < 0) return 'overdue'
  return leftMs <= soonDays * DAY_MS ? 'soon' : 'in-time'
}
