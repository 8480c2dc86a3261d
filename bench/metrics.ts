import sql from 'sql-template-tag'
import { MetricRowsQuery } from '../lib/contract/metric-rows.ts'
import { MetricsQuery } from '../lib/contract/metrics.ts'
import type { UserActor } from '../lib/domain/actor.ts'
import { foldMetrics } from '../lib/service/metrics/fold.ts'
import { getMetrics } from '../lib/service/metrics/get-metrics.ts'
import { listMetricRows } from '../lib/service/metrics/list-rows.ts'
import { database } from '../lib/store/database.ts'
import { type Figure, percentile, printFigures } from './figures.ts'
import { openToday, seedStateLog } from './seed-state-log.ts'

const ROUNDS = 10
const REPORT = 100_000
const MANAGER: UserActor = {
  ...{ type: 'user', id: 'manager', name: 'Manager', email: 'manager@example.com', role: 'manager', teamIds: [] },
}

/** What Trends asks for when it opens, and when somebody narrows it. */
const QUESTIONS: Record<string, Record<string, unknown>> = {
  '30 days, by team': { by: 'team' },
  '90 days, by team': { days: 90, by: 'team' },
  '90 days, by team, as it is today': { days: 90, by: 'team', as: 'now' },
  '90 days, by cluster': { days: 90, by: 'cluster' },
  '90 days of a team, by severity': { days: 90, team: 'team-3', by: 'severity' },
  '90 days, three filters, by environment': {
    ...{ days: 90, team: 'team-1', kind: 'vulnerability', severity: 'critical', by: 'environment' },
  },
  '366 days, by team': { days: 366, by: 'team' },
}

/** Folds the log of this many issues and times the figures over it, beside one row by its key through the same pool. */
export async function measureMetrics(issues: number): Promise<Figure[]> {
  await seedStateLog(database(), issues)
  const [log] = await database().query<{ rows: number }>(sql`SELECT count(*) AS rows FROM state_log`)
  const startedAt = performance.now()
  while ((await foldMetrics()) === 'more');
  const seconds = (performance.now() - startedAt) / 1000
  await openToday(database(), issues, REPORT)
  const reportAt = performance.now()
  while ((await foldMetrics()) === 'more');
  const reportSeconds = (performance.now() - reportAt) / 1000
  await database().query(sql`VACUUM ANALYZE metric_cell`)
  await database().query(sql`VACUUM ANALYZE metric_fact`)
  const bare = await times(() => database().query(sql`SELECT * FROM team WHERE id = 3`))
  const baseline = { name: 'one row by key, p95', value: percentile(bare, 0.95) }
  const figures: Figure[] = [
    { name: `counting ${log!.rows.toLocaleString('en')} entries anew`, value: log!.rows / seconds, unit: 'entries/s' },
    {
      name: `counting a first report of ${REPORT.toLocaleString('en')} findings`,
      value: reportSeconds,
      unit: 's',
      target: '< 60',
    },
  ]
  for (const [asked, question] of Object.entries(QUESTIONS)) {
    const query = MetricsQuery.parse(question)
    const samples = await times(async () => expectOk(await getMetrics(MANAGER, query)))
    for (const share of [0.5, 0.95])
      figures.push({
        name: `${asked}, p${share * 100}`,
        value: percentile(samples, share),
        unit: 'ms',
        target: '< 50',
        baseline,
      })
  }
  for (const [asked, question] of Object.entries({
    'rows behind the median': { figure: 'ttrMedian', days: 90 },
    'rows behind regressions of a team': { figure: 'regressions', days: 90, team: 'team-20' },
    'rows of what is open the longest': { figure: 'open', age: 6 },
  })) {
    const samples = await times(async () => expectOk(await listMetricRows(MANAGER, MetricRowsQuery.parse(question))))
    figures.push({ name: `${asked}, p95`, value: percentile(samples, 0.95), unit: 'ms', target: '< 50', baseline })
  }
  return figures
}

function expectOk(result: { ok: boolean }): void {
  if (!result.ok) throw new Error('the question was refused')
}

/** Milliseconds of every round but the first. */
async function times(work: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const startedAt = performance.now()
    await work()
    samples.push(performance.now() - startedAt)
  }
  return samples.slice(1)
}

if (import.meta.main) {
  const issues = Number(process.argv[2] ?? 1_000_000)
  printFigures(`Trends over ${issues.toLocaleString('en')} issues`, await measureMetrics(issues))
  await database().close()
}
