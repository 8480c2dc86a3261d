import type { MetricsFilter } from '../../lib/client/metrics.ts'
import { formatSpan } from '../../lib/client/time-format.ts'

const PERIOD_DAYS = 30

/** What an address asks about: "Last 30 days, all teams", "1 Oct to 31 Oct, team payments, critical"; of today alone "Today, …". */
export function scopeWords(scope: Omit<MetricsFilter, 'by'>, now: number, isOfToday: boolean): string {
  const { days, from, to, team, cluster, environment, kind, severity } = scope
  const today = new Date(now).toISOString().slice(0, 10)
  const period = from || to ? formatSpan(from ?? today, to ?? today, now) : `Last ${days ?? PERIOD_DAYS} days`
  return [
    isOfToday ? 'Today' : period,
    team === undefined ? 'all teams' : (TEAM_WORDS[team] ?? `team ${team}`),
    ...(cluster === undefined ? [] : [cluster === 'none' ? 'in no cluster' : `cluster ${cluster}`]),
    ...(environment === undefined ? [] : [environment === 'none' ? 'environment not known' : environment]),
    ...[kind, severity].filter((word) => word !== undefined),
  ].join(', ')
}

const TEAM_WORDS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  mine: 'my teams',
  none: 'owned by nobody',
})
