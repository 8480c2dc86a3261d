import sql from 'sql-template-tag'
import type { ReportQuery } from '../../../contract/ingest.ts'
import type { TokenActor, TokenKind, UserActor } from '../../../domain/actor.ts'
import { database } from '../../../store/database.ts'
import { receiveEvents } from '../../ingest/receive-events.ts'
import { receiveReport } from '../../ingest/receive-report.ts'
import { EXAMPLE_UUID } from '../../testing/world.ts'
import { applyDecisions } from '../apply-decisions.ts'
import { processEventBatch } from '../process-events.ts'
import { processReport } from '../process-report.ts'
import { type Admission, decide } from './admissions.ts'
import { CLUSTER } from './scan-reports.ts'

const token = (kind: TokenKind): TokenActor => ({
  ...{ type: 'token', id: EXAMPLE_UUID, name: 'CI', kinds: [kind], clusterId: null, teamId: null },
})

export const EVENTS_TOKEN = token('events')

/** A person of the security team. */
export const SECURITY: UserActor = {
  ...{ type: 'user', id: 'user-security', name: 'The security', email: 'security@example.com' },
  ...{ role: 'security', teamIds: [] },
}

/** Bytes as they are, anything else as JSON. */
async function* body(content: unknown): AsyncGenerator<Buffer> {
  yield content instanceof Uint8Array ? Buffer.from(content) : Buffer.from(JSON.stringify(content))
}

/** Puts a report into the inbox, as written by `tool`, and returns its id. */
export async function receive(report: unknown, query: ReportQuery = {}, tool = 'trivy'): Promise<string> {
  const delivery = { query, body: body(report), encoding: 'identity' as const, idempotencyKey: null }
  const received = await receiveReport(token('reports'), delivery)
  if (!received.ok) throw new Error(received.failure.detail)
  await database().query(sql`UPDATE report SET source = ${tool} WHERE id = ${received.value.id} AND source <> ${tool}`)
  return received.value.id
}

/** Puts a report into the inbox and processes it. */
export async function report(content: unknown, query: ReportQuery = {}, tool = 'trivy') {
  const id = await receive(content, query, tool)
  await processReport(id)
  return reportState(id)
}

export async function reportState(id: string) {
  const [row] = await database().query<{ id: string; status: string; problem: string | null; offset: number | null }>(
    sql`SELECT id, status, problem_message AS problem, problem_offset AS offset FROM report WHERE id = ${id}`,
  )
  if (!row) throw new Error('there is no such report')
  return row
}

/** Records decisions and takes all that wait into the inventory. */
export async function admit(...admissions: readonly Admission[]): Promise<string[]> {
  const ids = await decide(...admissions)
  await until(() => applyDecisions(200))
  return ids
}

/** Puts events into the inbox as one batch; returns their ids. */
export async function receiveAlerts(events: readonly unknown[], cluster = CLUSTER): Promise<string[]> {
  const delivery = { query: { source: 'falco' as const, cluster }, body: body(events), encoding: 'identity' as const }
  const received = await receiveEvents(EVENTS_TOKEN, { ...delivery, idempotencyKey: null })
  if (!received.ok) throw new Error(received.failure.detail)
  return received.value.ids
}

/** Puts events into the inbox and processes all that wait there. */
export async function alert(...events: readonly unknown[]): Promise<void> {
  await receiveAlerts(events)
  await until(() => processEventBatch(20))
}

/** Repeats a step of the worker until it finds nothing more to do, but not for ever. Returns how often it did something. */
export async function until(step: () => Promise<number>): Promise<number> {
  for (let steps = 0; steps < 50; steps++) if ((await step()) === 0) return steps
  throw new Error('the queue does not move on')
}
