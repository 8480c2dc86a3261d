import { config } from '../lib/config.ts'
import { database } from '../lib/store/database.ts'
import { type Figure, percentile, printFigures } from './figures.ts'
import { type Load, type LoadResult, putLoad } from './load.ts'
import { authorityOf, makeToken, startBareServer, startRole } from './processes.ts'

const RATE = 200
const SECONDS = 10
const ROUNDS = 5
const WARM_UP_SECONDS = 2

/**
 * Reviews of 12 kB at a fixed rate over TLS to the admission role, measured from when each was due, in turns with a bare server
 * under the same load. Then the same with the database stopped, which shows that no answer waits for it; `stopDatabase` stops it.
 */
export async function measureGate(dataDir: string, stopDatabase: () => Promise<void>): Promise<Figure[]> {
  const token = await makeToken(['admission'])
  const admission = await startRole('admission', dataDir)
  const bare = await startBareServer(dataDir, 200)
  const load = (port: number) =>
    putLoad({
      ...{ port, rate: RATE, seconds: SECONDS, warmUpSeconds: WARM_UP_SECONDS, ca: authorityOf(dataDir) },
      ...{ path: `/admit/bench/${token}`, headers: {}, bodies: 'review', connections: 8 },
    } satisfies Omit<Load, 'run'>)
  const asked: LoadResult[] = []
  const echoed: LoadResult[] = []
  for (let round = 0; round < ROUNDS; round++) {
    echoed.push(await load(bare.port))
    asked.push(await load(admission.port))
  }
  await database().close()
  await stopDatabase()
  const alone = await load(admission.port)
  await bare.stop()
  await admission.stop()

  const middle = (results: readonly LoadResult[], share: number) =>
    percentile(
      results.map(({ latencies }) => percentile(latencies, share)),
      0.5,
    )
  const latency = (name: string, results: readonly LoadResult[], share: number, target?: string): Figure => ({
    ...{ name: `${name}, p${share * 100}`, value: middle(results, share), unit: 'ms', ...(target && { target }) },
    baseline: { name: 'a bare server', value: middle(echoed, share) },
  })
  return [
    latency('reviews', asked, 0.5),
    latency('reviews', asked, 0.99, '≤ 10'),
    latency('reviews while the database is stopped', [alone], 0.99, '≤ 10'),
    { name: 'reviews that were not answered', value: unanswered([...asked, alone]), unit: 'of them', target: '0' },
  ]
}

function unanswered(results: readonly LoadResult[]): number {
  const due = results.length * RATE * (SECONDS + WARM_UP_SECONDS)
  return due - results.reduce((sum, { statuses }) => sum + (statuses[200] ?? 0), 0)
}

if (import.meta.main) {
  const stopDatabase = () =>
    new Promise<void>((resolve) => {
      process.once('message', () => resolve())
      process.send?.('stop the database')
    })
  printFigures(`Deploy gate at ${RATE} reviews a second`, await measureGate(config.dataDir, stopDatabase))
  process.disconnect?.()
}
