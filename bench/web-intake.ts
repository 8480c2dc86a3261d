import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { build, isBuilt } from '../bin/build.ts'
import { config } from '../lib/config.ts'
import { database } from '../lib/store/database.ts'
import { type Figure, percentile, printFigures } from './figures.ts'
import { acceptedId, untilProcessed } from './intake.ts'
import { makeToken, peakMemory, startRole } from './processes.ts'
import { trivyReport } from './trivy-report.ts'

const PIECE_BYTES = 64 * 1024
const ASK_EVERY_MS = 25

/**
 * Posts a report of `findings` findings (about 1 KB each) to the web role, whose event loop also serves the browsers, until a
 * worker has processed it. The delays stand beside those of the same role when nothing comes in.
 */
export async function measureWebIntake(dataDir: string, findings: number): Promise<Figure[]> {
  if (!isBuilt()) await build()
  const token = await makeToken(['reports'])
  const web = await startRole('web', dataDir)
  const worker = await startRole('worker', dataDir)
  const base = `http://127.0.0.1:${web.port}`
  try {
    const idle = await whileAsking(base, () => delay(5_000))
    const busy = await whileAsking(base, async () => {
      await untilProcessed(await deliver(web.port, token, findings))
    })
    const figure = (name: string, value: number, idleValue: number, target?: string): Figure => ({
      ...{ name, value, unit: 'ms', baseline: { name: 'idle', value: idleValue } },
      ...(target !== undefined && { target }),
    })
    return [
      figure('event loop delay of the web role, p99', busy.loopMs, idle.loopMs, '< 50'),
      figure('an answer of /healthz meanwhile, p99', busy.answerMs, idle.answerMs),
      { name: 'web, peak memory', value: peakMemory(web.pid), unit: 'MB' },
      { name: 'worker, peak memory', value: peakMemory(worker.pid), unit: 'MB', target: '< 400' },
    ]
  } finally {
    await worker.stop()
    await web.stop()
  }
}

/** Streams the report to the web role; the id that it is given. */
async function deliver(port: number, token: string, findings: number): Promise<string> {
  const sent = request({
    ...{ port, host: '127.0.0.1', method: 'POST', path: '/api/v1/ingest/reports' },
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  })
  const answered = once(sent, 'response')
  await pipeline(Readable.from(pieces(findings)), sent)
  const [response] = (await answered) as [IncomingMessage]
  return acceptedId(response)
}

/** The role's own measure of its event loop, and what somebody waits who asks it something small, while `work` goes on. */
async function whileAsking(base: string, work: () => Promise<void>): Promise<{ loopMs: number; answerMs: number }> {
  // Reading the metrics begins a new measurement.
  await loopDelayMs(base)
  let over = false
  const working = work().finally(() => {
    over = true
  })
  const answers: number[] = []
  while (!over) {
    const askedAt = performance.now()
    await (await fetch(`${base}/healthz`)).text()
    answers.push(performance.now() - askedAt)
    await delay(ASK_EVERY_MS)
  }
  await working
  return { loopMs: await loopDelayMs(base), answerMs: percentile(answers, 0.99) }
}

async function loopDelayMs(base: string): Promise<number> {
  const text = await (await fetch(`${base}/metrics`)).text()
  const [, seconds] = /^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(text) ?? []
  return Number(seconds) * 1000
}

/** The report in pieces as large as a client's, not as many as it has findings. */
function* pieces(findings: number): Generator<Uint8Array> {
  let waiting = ''
  const report = { findings, repository: 'registry.example/web', tag: '1.0.0', createdAt: '2026-11-01T08:00:00Z' }
  for (const text of trivyReport(report)) {
    waiting += text
    if (waiting.length < PIECE_BYTES) continue
    yield Buffer.from(waiting)
    waiting = ''
  }
  yield Buffer.from(waiting)
}

if (import.meta.main) {
  const findings = Number(process.argv[2] ?? 100_000)
  printFigures(
    `A report of ${findings} findings through the web role`,
    await measureWebIntake(config.dataDir, findings),
  )
  await database().close()
}
