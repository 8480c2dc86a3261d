import { randomUUID } from 'node:crypto'
import sql from 'sql-template-tag'
import type { TokenActor } from '../lib/domain/actor.ts'
import { processReport } from '../lib/service/engine/process-report.ts'
import { receiveReport } from '../lib/service/ingest/receive-report.ts'
import { database } from '../lib/store/database.ts'
import { type Figure, printFigures } from './figures.ts'
import { trivyReport } from './trivy-report.ts'

/**
 * Times a report of `findings` distinct findings from its bytes to reconciled issues, then the same findings again, beside as
 * many rows inserted at once into a table with the indexes of `issue`. On an empty, migrated database of DATABASE_URL.
 */
export async function measureIntake(findings: number): Promise<Figure[]> {
  const tokenId = randomUUID()
  await database().query(sql`
    INSERT INTO ingest_token (id, name, token_hash, prefix, kinds, expires_at)
    VALUES (${tokenId}, 'bench', sha256(${tokenId}::bytea), 'plim_bench', ARRAY['reports'], now() + interval '1 day')`)
  const token: TokenActor = {
    type: 'token',
    id: tokenId,
    name: 'bench',
    kinds: ['reports'],
    clusterId: null,
    teamId: null,
  }
  const first = await seconds(() => deliver(token, findings, '2026-11-01T08:00:00Z'))
  const before = await issueRows()
  const again = await seconds(() => deliver(token, findings, '2026-11-02T08:00:00Z'))
  if ((await issueRows()) !== before) throw new Error('the second report touched an issue')
  const baseline = {
    name: 'rows into an equally indexed table',
    value: findings / (await seconds(() => bareInsert(findings))),
  }
  return [
    { name: 'first report', value: findings / first, unit: 'findings/s', target: '≥ 15,000', baseline },
    { name: 'the same findings again', value: findings / again, unit: 'findings/s', target: '≥ 20,000', baseline },
    { name: 'peak memory of the process', value: process.resourceUsage().maxRSS / 1024, unit: 'MB', target: '< 400' },
  ]
}

async function deliver(token: TokenActor, findings: number, createdAt: string): Promise<void> {
  const pieces = trivyReport({ findings, repository: 'registry.example/bench', tag: '1.0.0', createdAt })
  const received = await receiveReport(token, {
    query: {},
    body: bytes(pieces),
    encoding: 'identity',
    idempotencyKey: null,
  })
  if (!received.ok) throw new Error(received.failure.detail)
  await processReport(received.value.id)
  const [report] = await database().query<{ status: string }>(
    sql`SELECT status FROM report WHERE id = ${received.value.id}`,
  )
  if (report?.status !== 'processed') throw new Error(`the report is ${report?.status}`)
}

async function* bytes(pieces: Iterable<string>): AsyncGenerator<Uint8Array> {
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length < 65_536) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

/** Changes whenever a row of `issue` is written: each carries the transaction that wrote it last. */
async function issueRows(): Promise<string> {
  const [row] = await database().query<{ state: string }>(sql`
    SELECT count(*) || ' ' || COALESCE(sum(xmin::text::bigint), 0) AS state FROM issue`)
  return row?.state ?? ''
}

async function bareInsert(findings: number): Promise<void> {
  await database().transaction(async (tx) => {
    await tx.query(
      sql`CREATE TEMP TABLE bare (LIKE issue INCLUDING INDEXES INCLUDING GENERATED INCLUDING DEFAULTS) ON COMMIT DROP`,
    )
    await tx.query(sql`
      INSERT INTO bare (id, key, key_hash, kind, vulnerability_id, package_id, image_id, severity, first_seen_at, opened_at)
      SELECT id, key, key_hash, kind, vulnerability_id, package_id, image_id, severity, first_seen_at, opened_at
      FROM issue LIMIT ${findings}`)
  })
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1000
}

if (import.meta.main) {
  printFigures('Intake of a report', await measureIntake(Number(process.argv[2] ?? 100_000)))
  await database().close()
}
