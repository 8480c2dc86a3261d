/** How a figure is printed: a count, a share of one, or a duration in seconds. */
export type FigureUnit = 'count' | 'share' | 'seconds'

/** What an issue does that is counted: the events behind a figure, as `/trends/rows` lists them. */
export const COUNTED_EVENTS = [
  'opened',
  'reopened',
  'returned',
  'fixed',
  'handled',
  'resolved',
  'gone',
  'quiet',
  'merged',
  'excepted',
  'dismissed',
] as const
export type CountedEvent = (typeof COUNTED_EVENTS)[number]

export interface FigureDefinition {
  title: string
  unit: FigureUnit
  /** One or two sentences for a manager: what is counted, what is not. */
  definition: string
  /** Which way is good; null where neither is. */
  better: 'lower' | 'higher' | null
  /** At the end of the period rather than over it. */
  moment?: true
}

/**
 * Every figure of Trends, once: the screens, the API and docs/metrics.md print these very words. A figure that is a share or a
 * duration is not known, rather than 0, where there is nothing to divide by.
 */
export const FIGURES = {
  opened: {
    title: 'Opened',
    unit: 'count',
    definition: 'Issues that opened for the first time in the period.',
    better: 'lower',
  },
  reopened: {
    title: 'Reopened',
    unit: 'count',
    definition: 'Issues that had been closed, for whatever reason, and were seen again in the period.',
    better: 'lower',
  },
  regressions: {
    title: 'Regressions',
    unit: 'count',
    definition: 'Of those reopened, the ones whose last closing was as fixed: what was repaired broke again.',
    better: 'lower',
  },
  returned: {
    title: 'Came back from an exception or dismissal',
    unit: 'count',
    definition:
      'Issues that were excepted or dismissed and are open again: the date passed, or what justified it changed.',
    better: 'lower',
  },
  fixed: {
    title: 'Closed as fixed',
    unit: 'count',
    definition: 'Issues that closed because a complete scan no longer found them and nothing affected runs any more.',
    better: 'higher',
  },
  handled: {
    title: 'Closed as handled',
    unit: 'count',
    definition: 'Threats and other issues that a person dealt with, saying how.',
    better: 'higher',
  },
  resolved: {
    title: 'Closed by hand',
    unit: 'count',
    definition:
      'Issues that a person says are done and that no scan has confirmed yet. No remediation until then; once confirmed they count as fixed.',
    better: null,
  },
  gone: {
    title: 'Closed as gone',
    unit: 'count',
    definition: 'Issues whose image or workload was removed. No remediation: it never improves time to remediation.',
    better: null,
  },
  quiet: {
    title: 'Closed as quiet',
    unit: 'count',
    definition: 'Threats that were not seen for the time that is set. No remediation.',
    better: null,
  },
  merged: {
    title: 'Closed as merged',
    unit: 'count',
    definition: 'Issues that turned out to be another one and were joined to it. No remediation.',
    better: null,
  },
  excepted: {
    title: 'Excepted',
    unit: 'count',
    definition: 'Times that the risk of an issue was accepted until a date.',
    better: null,
  },
  dismissed: {
    title: 'Dismissed',
    unit: 'count',
    definition: 'Times that an issue was dismissed as not a problem, with a reason.',
    better: null,
  },
  open: {
    title: 'Open',
    unit: 'count',
    definition: 'Issues that are open at the end of the period. Excepted and dismissed ones are not open.',
    better: 'lower',
    moment: true,
  },
  overdue: {
    title: 'Overdue',
    unit: 'count',
    definition:
      'Of those open at the end of the period, the ones whose due date, a day in UTC, has passed. Due today is in time.',
    better: 'lower',
    moment: true,
  },
  remediated: {
    title: 'Remediated',
    unit: 'count',
    definition: 'Issues closed as fixed or handled in the period, the only closings that count as remediation.',
    better: 'higher',
  },
  ttrMean: {
    title: 'Time to remediation, mean',
    unit: 'seconds',
    definition:
      'From opening to closing of the issues closed as fixed or handled in the period, on average. Time while excepted counts.',
    better: 'lower',
  },
  ttrMedian: {
    title: 'Time to remediation, median',
    unit: 'seconds',
    definition:
      'Half of the issues closed as fixed or handled in the period took at most this long from opening to closing.',
    better: 'lower',
  },
  ttrP90: {
    title: 'Time to remediation, 90th percentile',
    unit: 'seconds',
    definition:
      'Nine of ten issues closed as fixed or handled in the period took at most this long from opening to closing.',
    better: 'lower',
  },
  toBuilt: {
    title: 'Detected to fix built',
    unit: 'seconds',
    definition:
      'From opening to the first complete scan of a newer version without the problem, on average over the remediated issues of which both are known.',
    better: 'lower',
  },
  toRolledOut: {
    title: 'Fix built to rolled out',
    unit: 'seconds',
    definition:
      'From the fix being built to no running workload using an affected version, on average over the remediated issues of which both are known.',
    better: 'lower',
  },
  netResolveRate: {
    title: 'Net resolve rate',
    unit: 'share',
    definition:
      'Closed as fixed, handled, by hand, gone or quiet, excepted or dismissed ÷ opened, reopened or returned. Above 100 % fewer are open than before.',
    better: 'higher',
  },
  slaCompliance: {
    title: 'SLA compliance',
    unit: 'share',
    definition:
      'Closed on or before the due date ÷ (closed with a due date in the period + open and overdue at its end). Closed means fixed, handled, gone or quiet. Due today is in time, and the clock stands while excepted or dismissed; days are in UTC.',
    better: 'higher',
  },
  escapeRate: {
    title: 'Escape rate',
    unit: 'share',
    definition:
      'Of the vulnerabilities, misconfigurations and secrets opened in the period, the share that was first seen at deploy or at runtime rather than at build.',
    better: 'lower',
  },
  firstAtBuild: {
    title: 'First seen at build',
    unit: 'count',
    definition:
      'Vulnerabilities, misconfigurations and secrets opened in the period whose first sighting was at build.',
    better: null,
  },
  firstAtDeploy: {
    title: 'First seen at deploy',
    unit: 'count',
    definition:
      'Vulnerabilities, misconfigurations and secrets opened in the period whose first sighting was at deploy.',
    better: 'lower',
  },
  firstAtRuntime: {
    title: 'First seen at runtime',
    unit: 'count',
    definition:
      'Vulnerabilities, misconfigurations and secrets opened in the period whose first sighting was at runtime.',
    better: 'lower',
  },
} as const satisfies Record<string, FigureDefinition>

export type FigureCode = keyof typeof FIGURES
export const FIGURE_CODES = Object.keys(FIGURES) as FigureCode[]

/** How numbers are attributed. */
export const BASES = ['then', 'now'] as const
export type Basis = (typeof BASES)[number]

export function basisDefinition(basis: Basis): string {
  return basis === 'then'
    ? 'As it was then: each number belongs to the team, severity, environment and clusters that the issue had when it happened.'
    : 'As it is today: each number belongs to what the issue has now. What is closed or no longer kept has what was last known of it.'
}

/** By what the figures can be told apart. */
export const DIMENSIONS = ['team', 'cluster', 'environment', 'kind', 'severity'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** What holds of all figures. */
export const METRIC_RULES = [
  'Days begin and end at midnight UTC, wherever the reader is. A duration is exact to the second and does not depend on time zones.',
  'A period of n days is today, as far as it has come, and the n − 1 days before. It is compared with the n days before that.',
  'A closing that a person takes back counts as if it had not been.',
  'An issue that bites in several clusters counts once in all, and once in each of them.',
  'History does not change when an image is pruned, a team is renamed or deleted, or an issue is reassigned.',
  'Figures are at most a minute behind what happened.',
] as const
