import type { MetricsScope } from '../../contract/metrics.ts'
import { PERIOD_DAYS_MAX } from '../../contract/metrics.ts'
import type { Actor } from '../../domain/actor.ts'
import { dayOf, lastDays, lengthOf, type Period } from '../../domain/metrics/day.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { SEVERITY_RANK } from '../../domain/severity.ts'
import type { Db } from '../../store/database.ts'
import { type NamedThing, namesOfAll } from '../../store/metrics/names.ts'
import type { StoredScope } from '../../store/metrics/scope.ts'

/** What an actor may ask, and asks, as the store keeps it. */
export interface AskedScope {
  stored: StoredScope
  period: Period
  today: string
  names: readonly NamedThing[]
  /** Whose figures these are, in words. */
  words: string
}

/** Authorises and resolves a question. A developer's is about the own teams, or about what nobody has. */
export async function askedScope(db: Db, actor: Actor, query: MetricsScope, now: Date): Promise<Result<AskedScope>> {
  const refused = refusal(actor, 'metric.read')
  if (refused) return refused
  const period = periodOf(query, now)
  if (!period.ok) return period
  const names = await namesOfAll(db)
  const limit = teamLimit(actor, 'metric.read')
  const unknown = unknownName(names, query)
  if (unknown) return unknown
  const wanted = teamsOf(actor, names, query.team)
  const teamIds = limit === null ? wanted : (wanted ?? limit).filter((id) => id === 0 || limit.includes(id))
  return ok({
    period: period.value,
    today: dayOf(now),
    names,
    words: wordsOf(query, names, limit !== null),
    stored: {
      basis: query.as,
      teamIds,
      clusterIds: idsOf(names, 'cluster', query.cluster),
      environment: query.environment === undefined ? null : query.environment === 'none' ? '' : query.environment,
      kind: query.kind ?? null,
      severity: query.severity === undefined ? null : SEVERITY_RANK[query.severity],
    },
  })
}

function periodOf({ days, from, to }: MetricsScope, now: Date): Result<Period> {
  if (from === undefined && to === undefined) return ok(lastDays(days, now))
  const period = { from: from ?? to ?? '', to: to ?? dayOf(now) }
  const length = lengthOf(period)
  if (length >= 1 && length <= PERIOD_DAYS_MAX && period.to <= dayOf(now)) return ok(period)
  return err(
    'invalid',
    `query.from: a period begins before it ends, ends today at the latest and has at most ${PERIOD_DAYS_MAX} days.`,
    { location: 'query.from' },
  )
}

/** A name that nothing ever had is a slip: zeros would look like good news. */
function unknownName(names: readonly NamedThing[], query: MetricsScope) {
  for (const dimension of ['team', 'cluster'] as const) {
    const name = query[dimension]
    if (name === undefined || name === 'none' || (dimension === 'team' && name === 'mine')) continue
    if (idsOf(names, dimension, name)?.length) continue
    return err('invalid', `query.${dimension}: there is and was no ${dimension} called "${name}".`, {
      location: `query.${dimension}`,
    })
  }
  return null
}

function teamsOf(actor: Actor, names: readonly NamedThing[], slug: string | undefined): number[] | null {
  if (slug === 'mine') return actor.type === 'user' ? actor.teamIds : []
  return idsOf(names, 'team', slug)
}

function idsOf(names: readonly NamedThing[], dimension: 'team' | 'cluster', slug: string | undefined): number[] | null {
  if (slug === undefined) return null
  if (slug === 'none') return [0]
  return names.filter((name) => name.dimension === dimension && name.slug === slug).map(({ id }) => id)
}

function wordsOf(query: MetricsScope, names: readonly NamedThing[], own: boolean): string {
  const nameOf = (dimension: 'team' | 'cluster', slug: string) =>
    names.find((name) => name.dimension === dimension && name.slug === slug)?.name ?? slug
  const team =
    query.team === undefined
      ? own
        ? 'Your teams'
        : 'All teams'
      : query.team === 'none'
        ? 'Owned by nobody'
        : query.team === 'mine'
          ? 'Your teams'
          : nameOf('team', query.team)
  const rest = [
    query.cluster && (query.cluster === 'none' ? 'in no known cluster' : nameOf('cluster', query.cluster)),
    query.environment && (query.environment === 'none' ? 'environment not known' : query.environment),
    query.kind,
    query.severity,
  ]
  return [team, ...rest.filter(Boolean)].join(' · ')
}
