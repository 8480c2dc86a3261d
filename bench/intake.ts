import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { json } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import sql from 'sql-template-tag'
import { config } from '../lib/config.ts'
import { database } from '../lib/store/database.ts'
import { copiedPerSecond } from './copy-baseline.ts'
import { type Figure, printFigures } from './figures.ts'
import { authorityOf, makeToken, peakMemory, startRole } from './processes.ts'
import { trivyReport } from './trivy-report.ts'

const LOOK_EVERY_MS = 20

interface Sender {
  port: number
  ca: string
  token: string
}

/**
 * Posts a report of `findings` distinct findings to the intake over HTTPS while a worker runs, and times it from the first byte
 * sent to its issues: raw, the same findings in a newer report, the same bytes, and another image's report as gzip. Stands beside
 * a COPY of as many rows into a table with the indexes of `issue`.
 */
export async function measureIntake(dataDir: string, findings: number): Promise<Figure[]> {
  const token = await makeToken(['reports'])
  const intake = await startRole('admission', dataDir)
  const worker = await startRole('worker', dataDir)
  const sender = { port: intake.port, ca: authorityOf(dataDir), token }
  const report = (repository: string, day: number) =>
    Buffer.from(
      [...trivyReport({ findings, repository, tag: '1.0.0', createdAt: `2026-11-0${day}T08:00:00Z` })].join(''),
    )
  try {
    const one = report('registry.example/one', 1)
    const first = await seconds(() => reconcile(sender, one))
    const before = await now()
    const again = await seconds(() => reconcile(sender, report('registry.example/one', 2)))
    const touched = await issuesWrittenSince(before)
    const identical = await seconds(() => reconcile(sender, one))
    const packed = gzipSync(report('registry.example/two', 1))
    const zipped = await seconds(() => reconcile(sender, packed, 'gzip'))
    const memory = peakMemory(worker.pid)
    const intakeMemory = peakMemory(intake.pid)
    const baseline = { name: 'COPY', value: await copiedPerSecond(config.databaseUrl, findings) }
    const rate = (name: string, time: number, target: string): Figure => ({
      ...{ name, value: findings / time, unit: 'findings/s', target, baseline },
    })
    return [
      rate('first report', first, '≥ 15,000'),
      rate('first report of another image, gzip', zipped, '≥ 15,000'),
      rate('the same findings in a newer report', again, '≥ 20,000'),
      rate('the identical bytes', identical, '≥ 20,000'),
      { name: 'issues that the newer report touched', value: touched, unit: 'issues', target: '0' },
      { name: 'worker, peak memory', value: memory, unit: 'MB', target: '< 400' },
      { name: 'intake, peak memory', value: intakeMemory, unit: 'MB' },
    ]
  } finally {
    await worker.stop()
    await intake.stop()
  }
}

/** Posts a report and waits until it is processed. */
async function reconcile({ port, ca, token }: Sender, body: Buffer, encoding = 'identity'): Promise<void> {
  const sent = request({
    ...{ port, ca, host: 'localhost', method: 'POST', path: '/api/v1/ingest/reports' },
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-encoding': encoding,
      'content-length': body.length,
    },
  })
  sent.end(body)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  await untilProcessed(await acceptedId(response))
}

/** The id of the report that was accepted with this answer. */
export async function acceptedId(response: IncomingMessage): Promise<string> {
  const answer = (await json(response)) as { id: string; detail?: string }
  if (response.statusCode === 202) return answer.id
  throw new Error(`the report was answered ${response.statusCode}: ${answer.detail}`)
}

export async function untilProcessed(id: string): Promise<void> {
  for (;;) {
    const [row] = await database().query<{ status: string; problem: string | null }>(
      sql`SELECT status, problem_message AS problem FROM report WHERE id = ${id}`,
    )
    if (row?.status === 'processed') return
    if (row?.status !== 'received') throw new Error(`the report is ${row?.status}: ${row?.problem}`)
    await delay(LOOK_EVERY_MS)
  }
}

/** The number of a transaction that begins now. */
async function now(): Promise<number> {
  const [row] = await database().query<{ id: string }>(sql`SELECT pg_current_xact_id()::text AS id`)
  return Number(row?.id)
}

/** Each row carries the transaction that wrote it last. */
async function issuesWrittenSince(transaction: number): Promise<number> {
  const [row] = await database().query<{ issues: number }>(
    sql`SELECT count(*) AS issues FROM issue WHERE xmin::text::bigint >= ${transaction}`,
  )
  return row?.issues ?? Number.NaN
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1000
}

if (import.meta.main) {
  const findings = Number(process.argv[2] ?? 100_000)
  printFigures(`Intake of a report of ${findings} findings`, await measureIntake(config.dataDir, findings))
  await database().close()
}
