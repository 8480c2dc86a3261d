import type { MetricRow, MetricRowPage, MetricRowsQuery } from '../../contract/metric-rows.ts'
import type { Actor } from '../../domain/actor.ts'
import { AGE_BUCKETS } from '../../domain/metrics/age-buckets.ts'
import { BEHIND, isOfToday } from '../../domain/metrics/behind.ts'
import { addDays } from '../../domain/metrics/day.ts'
import { teamLimit } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { severityOfRank } from '../../domain/severity.ts'
import type { Db } from '../../store/database.ts'
import { issueRows } from '../../store/issues/rows.ts'
import { type FactFilter, type FactKey, type ListedFact, listFacts } from '../../store/metrics/list-facts.ts'
import type { NamedThing } from '../../store/metrics/names.ts'
import { readDatabase } from '../../store/read-database.ts'
import { issueRow } from '../issues/row.ts'
import { keyOfCursor, pageOfFound } from '../list-page.ts'
import { askedScope } from './scope.ts'

const EXPORTED_AT_ONCE = 500

type RowsQuery = Omit<MetricRowsQuery, 'cursor' | 'limit'>

/** The very rows behind a figure, newest first. */
export async function listMetricRows(actor: Actor, query: MetricRowsQuery): Promise<Result<MetricRowPage>> {
  const after = keyOfCursor(query.cursor, ['string', 'number', 'number'], (at, issueId, n) =>
    Number.isNaN(Date.parse(at)) ? null : { at: new Date(at), issueId, n },
  )
  if (!after.ok) return after
  const db = readDatabase()
  const asked = await filterOf(db, actor, query, new Date())
  if (!asked.ok) return asked
  const found = await listFacts(db, asked.value.filter, after.value, query.limit + 1)
  const { rows, nextCursor } = pageOfFound(found, query.limit, ({ at, issueId, n }) => [at.toISOString(), issueId, n])
  return ok({ rows: await rowsOf(db, actor, rows, asked.value.names), nextCursor })
}

/** All of them, batch by batch; each batch is read when the one before was taken. */
export async function exportMetricRows(actor: Actor, query: RowsQuery): Promise<Result<AsyncGenerator<MetricRow[]>>> {
  const db = readDatabase()
  const asked = await filterOf(db, actor, query, new Date())
  if (!asked.ok) return asked
  return ok(batches(db, actor, asked.value))
}

async function* batches(db: Db, actor: Actor, { filter, names }: Asked): AsyncGenerator<MetricRow[]> {
  let after: FactKey | null = null
  do {
    const facts: ListedFact[] = await listFacts(db, filter, after, EXPORTED_AT_ONCE)
    yield await rowsOf(db, actor, facts, names)
    after = facts.length < EXPORTED_AT_ONCE ? null : facts.at(-1)!
  } while (after)
}

interface Asked {
  filter: FactFilter
  names: readonly NamedThing[]
}

async function filterOf(db: Db, actor: Actor, query: RowsQuery, now: Date): Promise<Result<Asked>> {
  const asked = await askedScope(db, actor, query, now)
  if (!asked.ok) return asked
  const { stored, period, today, names } = asked.value
  const { figure, age } = query
  if (!isOfToday(figure)) {
    return ok({ names, filter: { scope: stored, behind: BEHIND[figure], days: period, today } })
  }
  if (period.to !== today)
    return err(
      'invalid',
      'query.to: what was open on a day of the past can be counted, but not listed. End with today.',
      {
        location: 'query.to',
      },
    )
  const bucket = age === undefined ? null : AGE_BUCKETS[age]
  const days = {
    from: bucket?.to ? addDays(today, 1 - bucket.to) : null,
    // What is dated ahead of us is new.
    to: addDays(today, bucket?.from ? -bucket.from : 366),
  }
  return ok({ names, filter: { scope: stored, behind: BEHIND[figure], days, today } })
}

/** What an issue is called is told to those who may see it today; what happened to it counts for whose it was. */
async function rowsOf(
  db: Db,
  actor: Actor,
  facts: readonly ListedFact[],
  names: readonly NamedThing[],
): Promise<MetricRow[]> {
  const limit = teamLimit(actor, 'issue.read')
  const now = new Date()
  const issues = await issueRows(db, [...new Set(facts.map(({ issueId }) => issueId))])
  const seen = new Map(
    issues
      .filter(({ team }) => limit === null || team === null || limit.includes(team.id))
      .map((issue) => [issue.id, issueRow(issue, now)]),
  )
  return facts.map(({ n: _n, at, severity, teamId, event, kind, ...fact }) => {
    const issue = seen.get(fact.issueId)
    return {
      ...fact,
      event: event as MetricRow['event'],
      kind: kind as MetricRow['kind'],
      at: at.toISOString(),
      severity: severityOfRank(severity),
      team: teamId === null ? null : (names.find((one) => one.dimension === 'team' && one.id === teamId)?.name ?? ''),
      issue: issue ? { id: issue.id, title: issue.title, where: issue.where.label } : null,
    }
  })
}
