import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import { config } from '../../../config.ts'
import type { TokenActor } from '../../../domain/actor.ts'
import { database } from '../../../store/database.ts'
import { receiveEvents } from '../../ingest/receive-events.ts'
import { resetWorld, type Seed } from '../../testing/world.ts'
import { processEventBatch } from '../process-events.ts'
import { closeQuietThreats } from './quiet-threats.ts'

const FALCO: TokenActor = {
  ...{ type: 'token', id: '00000000-0000-4000-8000-000000000001', name: 'Falco', kinds: ['events'] },
  ...{ clusterId: null, teamId: null },
}

const workload: Seed = async (db) => {
  await db.query(sql`
    INSERT INTO workload (cluster_id, namespace, kind, name, first_seen_at, last_seen_at)
    VALUES (1, 'payments', 'Deployment', 'pay-api', now(), now())`)
}

beforeEach(() => resetWorld([workload]))

/** Alerts of these rules, each on a workload and on a host. */
async function alerts(...rules: string[]): Promise<void> {
  const pod = { 'k8s.ns.name': 'payments', 'k8s.pod.name': 'pay-api-6d4cf56db6-bx9kq' }
  const one = { priority: 'Notice', time: new Date().toISOString(), output: 'a shell', hostname: 'node-1' }
  const all = rules.flatMap((rule) => [pod, {}].map((output_fields) => ({ ...one, rule, output_fields })))
  const body = (async function* () {
    yield Buffer.from(JSON.stringify(all))
  })()
  const query = { source: 'falco', cluster: 'shop-prod' } as const
  const received = await receiveEvents(FALCO, { query, body, encoding: 'identity', idempotencyKey: null })
  expect(received).toMatchObject({ ok: true, value: { accepted: all.length } })
  await processEventBatch(10)
}

/** Issues of a rule: on the host first. */
function issues(rule: string) {
  return database().query(sql`
    SELECT i.status, i.close_reason AS reason, e.number, e.close_reason AS ended, e.evidence IS NOT NULL AS evidence
    FROM issue i JOIN rule r ON r.id = i.rule_id JOIN LATERAL (
      SELECT * FROM episode WHERE issue_id = i.id ORDER BY number DESC LIMIT 1) e ON true
    WHERE r.name = ${`falco:${rule}`} ORDER BY i.workload_id NULLS FIRST`)
}

const OPEN = { status: 'open', reason: null, ended: null, evidence: false }
const QUIET = { status: 'closed', reason: 'quiet', ended: 'quiet', evidence: true }

test('threats that were not seen for long close as quiet, on workloads and hosts, and open again when seen', async () => {
  await alerts('Long ago', 'Just now')
  await database().query(sql`
    UPDATE scope SET last_seen_at = now() - make_interval(days => ${config.quietDays}, hours => 1) WHERE key LIKE '%Long ago%'`)
  await closeQuietThreats()
  expect(await issues('Long ago')).toEqual([
    { ...QUIET, number: 1 },
    { ...QUIET, number: 1 },
  ])
  expect(await issues('Just now')).toEqual([
    { ...OPEN, number: 1 },
    { ...OPEN, number: 1 },
  ])
  expect(await closeQuietThreats()).toBe('idle')
  await alerts('Long ago')
  expect(await issues('Long ago')).toEqual([
    { ...OPEN, number: 2 },
    { ...OPEN, number: 2 },
  ])
  const counted = await database().query(
    sql`SELECT cell, sum(issues)::int AS issues FROM issue_count GROUP BY cell HAVING sum(issues) <> 0 ORDER BY cell`,
  )
  expect(counted).toEqual(
    await database().query(sql`SELECT cell, count(*)::int AS issues FROM issue GROUP BY cell ORDER BY cell`),
  )
})
