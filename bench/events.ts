import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import sql from 'sql-template-tag'
import { config } from '../lib/config.ts'
import { database } from '../lib/store/database.ts'
import { type Figure, percentile, printFigures } from './figures.ts'
import { type Load, type LoadResult, putLoad } from './load.ts'
import { authorityOf, makeToken, startBareServer, startRole } from './processes.ts'

const CONNECTIONS = 64
const RATE = 5_000
const SECONDS = 10
const ROUNDS = 3

/**
 * Single Falco events over TLS to the admission role, each acknowledged after its commit: as many as it takes, and at a fixed
 * rate, beside a bare server under the same load and beside one insert and commit for each event. Then counts what is stored,
 * and what the worker makes of it.
 */
export async function measureEvents(dataDir: string): Promise<Figure[]> {
  const token = await makeToken(['events'])
  const admission = await startRole('admission', dataDir)
  const bare = await startBareServer(dataDir, 202)
  const load = (port: number, rate: number | null, seconds: number): Promise<LoadResult> =>
    putLoad({
      ...{ port, rate, seconds, ca: authorityOf(dataDir), connections: CONNECTIONS, warmUpSeconds: 3 },
      ...{
        path: '/api/v1/ingest/events?cluster=bench',
        headers: { authorization: `Bearer ${token}` },
        bodies: 'falco',
      },
    } satisfies Omit<Load, 'run'>)
  const runs: Record<'most' | 'bareMost' | 'paced' | 'barePaced', LoadResult[]> = {
    ...{ most: [], bareMost: [], paced: [], barePaced: [] },
  }
  for (let round = 0; round < ROUNDS; round++) {
    runs.bareMost.push(await load(bare.port, null, 5))
    runs.most.push(await load(admission.port, null, SECONDS))
    runs.barePaced.push(await load(bare.port, RATE, SECONDS))
    runs.paced.push(await load(admission.port, RATE, SECONDS))
  }
  await bare.stop()
  await admission.stop()
  const rowByRow = await commitsPerSecond()
  const served = [...runs.most, ...runs.paced]
  const acknowledged = served.reduce((sum, { statuses }) => sum + (statuses[202] ?? 0), 0)
  const refused = served.reduce((sum, { statuses }) => sum + total(statuses), -acknowledged)
  const stored = await count(sql`SELECT count(*) AS n FROM raw_event`)
  const { counted, seconds } = await drain(dataDir, stored)

  const middle = (results: readonly LoadResult[], of: (result: LoadResult) => number) =>
    percentile(results.map(of), 0.5)
  const perSecond = ({ perSecond }: LoadResult) => perSecond
  const bareMost = { name: 'a bare server', value: middle(runs.bareMost, perSecond) }
  const latency = (share: number): Figure => {
    const of = ({ latencies }: LoadResult) => percentile(latencies, share)
    const baseline = { name: 'a bare server', value: middle(runs.barePaced, of) }
    return { name: `at ${RATE}/s, p${share * 100}`, value: middle(runs.paced, of), unit: 'ms', baseline }
  }
  return [
    {
      name: 'most events, in full',
      value: middle(runs.most, perSecond),
      unit: '/s',
      target: '≥ 5,000',
      baseline: bareMost,
    },
    {
      ...{ name: 'most events, in full', value: middle(runs.most, perSecond), unit: '/s' },
      baseline: { name: 'one insert and commit each', value: rowByRow },
    },
    { name: 'most events, p99', value: middle(runs.most, ({ p99 }) => p99), unit: 'ms', target: '< 25' },
    { name: `at ${RATE}/s, answered`, value: middle(runs.paced, perSecond), unit: '/s' },
    latency(0.5),
    { ...latency(0.99), target: '< 25' },
    latency(0.999),
    { name: 'refused or broken off', value: refused, unit: 'events', target: '0' },
    { name: 'acknowledged, but not stored', value: acknowledged - stored, unit: `of ${acknowledged}`, target: '0' },
    { name: 'stored, but not counted by the worker', value: stored - counted, unit: `of ${stored}`, target: '0' },
    { name: 'worker, events to alerts', value: stored / seconds, unit: '/s' },
  ]
}

const total = (statuses: Record<number, number>) => Object.values(statuses).reduce((sum, value) => sum + value, 0)

async function count(statement: ReturnType<typeof sql>): Promise<number> {
  const [row] = await database().query<{ n: number | null }>(statement)
  return Number(row?.n ?? 0)
}

/** Lets a worker work until nothing waits; gives how many alerts it counted. */
async function drain(dataDir: string, events: number): Promise<{ counted: number; seconds: number }> {
  const startedAt = performance.now()
  const worker = await startRole('worker', dataDir)
  while ((await count(sql`SELECT count(*) AS n FROM event_batch`)) > 0) await delay(100)
  const seconds = (performance.now() - startedAt) / 1000
  await worker.stop()
  return { counted: events === 0 ? 0 : await count(sql`SELECT sum(alerts) AS n FROM alert`), seconds }
}

/** Rows like an event's, each inserted and committed for itself over as many connections. */
async function commitsPerSecond(): Promise<number> {
  await database().query(sql`CREATE TABLE bare_event (LIKE raw_event INCLUDING ALL)`)
  const body = Buffer.alloc(800, 'x')
  const endAt = performance.now() + 5_000
  let rows = 0
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const client = new pg.Client({ connectionString: config.databaseUrl })
      await client.connect()
      while (performance.now() < endAt) {
        await client.query({
          name: 'insert',
          text: `INSERT INTO bare_event (at, id, batch_id, source, body) VALUES (now(), gen_random_uuid(), 1, 'falco', $1)`,
          values: [body],
        })
        rows++
      }
      await client.end()
    }),
  )
  await database().query(sql`DROP TABLE bare_event`)
  return rows / 5
}

if (import.meta.main) {
  printFigures('Falco events, one a request', await measureEvents(config.dataDir))
  await database().close()
}
