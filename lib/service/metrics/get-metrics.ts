import type { Metrics, MetricsGroup, MetricsQuery, MetricsStep } from '../../contract/metrics.ts'
import type { Actor } from '../../domain/actor.ts'
import { AGE_BUCKETS, ageBucketOf } from '../../domain/metrics/age-buckets.ts'
import { daysBetween, previousOf } from '../../domain/metrics/day.ts'
import type { Dimension } from '../../domain/metrics/definitions.ts'
import { stepsOf } from '../../domain/metrics/steps.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Db } from '../../store/database.ts'
import { openByDay } from '../../store/metrics/ages.ts'
import { type CountedDay, daysOfScope } from '../../store/metrics/days.ts'
import { countedSince, countedUpTo } from '../../store/metrics/progress.ts'
import { remediationSteps, type StepTimes } from '../../store/metrics/remediation-times.ts'
import { readDatabase } from '../../store/read-database.ts'
import { type Compared, compare, NOTHING } from './compare.ts'
import { METRICS_READER } from './fold.ts'
import { groupName } from './group-name.ts'
import { type AskedScope, askedScope } from './scope.ts'

/** The figures of a period against the one before, over its days, and by what is asked for. */
export async function getMetrics(actor: Actor, query: MetricsQuery, now = new Date()): Promise<Result<Metrics>> {
  const db = readDatabase()
  const asked = await askedScope(db, actor, query, now)
  if (!asked.ok) return asked
  const { period, stored, today, words } = asked.value
  const [total, days, times, ages, upTo, since, groups] = await Promise.all([
    compare(db, stored, period, null),
    daysOfScope(db, stored, period, null),
    remediationSteps(db, stored, period, stepsOf(period).days),
    openByDay(db, { ...stored, basis: 'now' }),
    countedUpTo(db, METRICS_READER),
    countedSince(db),
    query.by ? groupsOf(db, asked.value, query.by) : [],
  ])
  const all = total.get('') ?? NOTHING
  return ok({
    ...{ period, previous: previousOf(period), today, scope: words, since, groups },
    countedUpTo: upTo?.toISOString() ?? null,
    total: { values: all.values, previous: all.previous },
    steps: stepsOf(period).steps.map((step, at) => ({
      ...step,
      ...countsOf(days.filter(({ day }) => day >= step.from && day <= step.to)),
      ...standingAfter(
        all,
        days.filter(({ day }) => day <= step.to),
      ),
      ...timesOf(times.find((one) => one.step === at)),
    })),
    ages: agesOf(ages, today),
  })
}

/** By the stored values of a dimension, those of whom nothing is to be told left out. */
async function groupsOf(db: Db, { stored, period, names }: AskedScope, by: Dimension): Promise<MetricsGroup[]> {
  const [compared, days] = await Promise.all([compare(db, stored, period, by), daysOfScope(db, stored, period, by)])
  const byKey = Map.groupBy(days, ({ key }) => key)
  const { steps } = stepsOf(period)
  return [...compared]
    .map(([value, all]) => {
      const own = byKey.get(value) ?? []
      const open = steps.map(
        ({ to }) =>
          standingAfter(
            all,
            own.filter(({ day }) => day <= to),
          ).open,
      )
      return { ...groupName(names, by, value), values: all.values, previous: all.previous, open }
    })
    .filter(({ values, previous }) => [...Object.values(values), ...Object.values(previous)].some(Boolean))
    .sort(
      (one, other) => (other.values.open ?? 0) - (one.values.open ?? 0) || one.label.localeCompare(other.label, 'en'),
    )
}

const COUNTS = ['opened', 'remediated', 'otherwise', 'firstAtBuild', 'firstAtDeploy', 'firstAtRuntime'] as const

function countsOf(days: readonly CountedDay[]): Pick<MetricsStep, (typeof COUNTS)[number]> {
  const sum = (name: (typeof COUNTS)[number]) => days.reduce((total, day) => total + day[name], 0)
  return {
    ...{ opened: sum('opened'), remediated: sum('remediated'), otherwise: sum('otherwise') },
    ...{ firstAtBuild: sum('firstAtBuild'), firstAtDeploy: sum('firstAtDeploy') },
    firstAtRuntime: sum('firstAtRuntime'),
  }
}

function standingAfter({ openBefore, overdueBefore }: Compared, days: readonly CountedDay[]) {
  return {
    open: days.reduce((open, { openDelta }) => open + openDelta, openBefore),
    overdue: days.reduce((overdue, { overdueDelta }) => overdue + overdueDelta, overdueBefore),
  }
}

function timesOf(times: StepTimes | undefined) {
  return {
    ...{ ttrMedian: times?.median ?? null, ttrP90: times?.p90 ?? null },
    ...{ toBuilt: times?.toBuilt ?? null, toRolledOut: times?.toRolledOut ?? null },
  }
}

function agesOf(opened: readonly { day: string; issues: number }[], today: string): Metrics['ages'] {
  const buckets = AGE_BUCKETS.map(({ from, to }): Metrics['ages'][number] => ({ from, to, issues: 0 }))
  for (const { day, issues } of opened) buckets[ageBucketOf(daysBetween(day, today))]!.issues += issues
  return buckets
}
