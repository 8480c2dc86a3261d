import { MetricsScope } from '../../contract/metrics.ts'
import type { Overview, Tally } from '../../contract/overview.ts'
import type { Actor } from '../../domain/actor.ts'
import { previousOf } from '../../domain/metrics/day.ts'
import type { FigureCode } from '../../domain/metrics/definitions.ts'
import { ok, type Result } from '../../domain/result.ts'
import { alertTally, decisionTally, reportTally } from '../../store/overview/tallies.ts'
import { readDatabase } from '../../store/read-database.ts'
import { getCoverage } from '../coverage/totals.ts'
import { listLoads } from '../load/loads.ts'
import { compare, NOTHING } from '../metrics/compare.ts'
import { askedScope } from '../metrics/scope.ts'

/** How many of the most dangerous workloads are named. */
const WORKLOADS = 5

/** Build, deploy and runtime in a period; of the reader's own teams, where the role is limited to them. */
export async function getOverview(
  actor: Actor,
  { days }: { days: number },
  now = new Date(),
): Promise<Result<Overview>> {
  const db = readDatabase()
  const asked = await askedScope(db, actor, MetricsScope.parse({ days }), now)
  if (!asked.ok) return asked
  const { period, stored, words } = asked.value
  const since = { before: new Date(previousOf(period).from), now: new Date(period.from) }
  const [figures, threats, reports, decisions, alerts, coverage, loads] = await Promise.all([
    compare(db, stored, period, null),
    compare(db, { ...stored, kind: 'threat' }, period, null),
    reportTally(db, since, stored.teamIds),
    decisionTally(db, since, stored.teamIds),
    stored.teamIds === null ? alertTally(db, since) : null,
    getCoverage(actor),
    listLoads(actor, { kind: 'workload', limit: WORKLOADS }),
  ])
  if (!coverage.ok) return coverage
  if (!loads.ok) return loads
  const figure = (code: FigureCode, of = figures): Tally => {
    const { values, previous } = of.get('') ?? NOTHING
    return { now: values[code] ?? 0, before: previous[code] ?? 0 }
  }
  return ok({
    period,
    scope: words,
    build: {
      reports: tally(reports, 'reports'),
      sources: tally(reports, 'sources').now,
      unread: tally(reports, 'unread'),
      held: tally(reports, 'held'),
      firstSeen: figure('firstAtBuild'),
    },
    deploy: {
      decisions: tally(decisions, 'decisions'),
      denied: tally(decisions, 'denied'),
      warned: tally(decisions, 'warned'),
      brokeGlass: tally(decisions, 'brokeGlass'),
      firstSeen: figure('firstAtDeploy'),
    },
    runtime: {
      alerts: alerts && tally(alerts, 'alerts'),
      firstSeen: figure('firstAtRuntime'),
      threats: figure('opened', threats),
      threatsAgain: figure('reopened', threats),
    },
    coverage: coverage.value,
    workloads: loads.value.rows,
  })
}

function tally<Name extends string>(rows: readonly ({ current: boolean } & Record<Name, number>)[], name: Name): Tally {
  const of = (current: boolean) => rows.find((row) => row.current === current)?.[name] ?? 0
  return { now: of(true), before: of(false) }
}
