import sql from 'sql-template-tag'
import type { UserActor } from '../lib/domain/actor.ts'
import { withWeight } from '../lib/domain/risk-weight-rules.ts'
import { DEFAULT_WEIGHTS } from '../lib/domain/risk-weights.ts'
import { enqueueJob } from '../lib/service/background/enqueue.ts'
import { runNextStep } from '../lib/service/background/run-next-step.ts'
import { applyDecisions } from '../lib/service/engine/apply-decisions.ts'
import { decide } from '../lib/service/engine/testing/admissions.ts'
import { epssOf, kevEntry, kevOf, loadFeed } from '../lib/service/engine/testing/feeds.ts'
import { followFeeds } from '../lib/service/engine/upkeep/feed-news.ts'
import { previewWeights } from '../lib/service/risk/preview-weights.ts'
import { saveWeights } from '../lib/service/risk/weights.ts'
import { EXAMPLE_UUID } from '../lib/service/testing/world.ts'
import { database } from '../lib/store/database.ts'
import { insertToken } from '../lib/store/tokens/insert.ts'
import { type Figure, percentile, printFigures } from './figures.ts'

const WORKLOADS = 20
/** The baseline is measured on one row in so many. */
const SHARE = 20
const ADMIN: UserActor = {
  ...{ type: 'user', id: 'bench', name: 'Bench', email: 'bench@example.com', role: 'admin', teamIds: [] },
}

/**
 * Scores a seeded shop again for each of the reasons that there are, in this process and with the worker's own steps: other weights, a
 * workload that changed, and feeds. Stands beside UPDATEs of as many rows by key with their triggers, measured on a twentieth and rolled back.
 */
export async function measureRescoring(): Promise<Figure[]> {
  const db = database()
  const open = await count(sql`SELECT count(*) AS n FROM issue WHERE status <> 'closed'`)
  await db.query(sql`
    INSERT INTO "user" (id, name, email, role) VALUES ('bench', 'Bench', 'bench@example.com', 'admin') ON CONFLICT DO NOTHING`)
  const expiresAt = new Date(Date.now() + 86_400_000)
  const token = {
    id: EXAMPLE_UUID,
    name: 'Bench',
    hash: Buffer.alloc(32),
    prefix: 'plim_bench',
    kinds: ['reports' as const],
  }
  await insertToken(db, { ...token, clusterId: null, teamId: null, createdBy: 'bench', expiresAt })
  await db.transaction((tx) => enqueueJob(tx, ADMIN, { kind: 'reassess' }))
  const first = await seconds(allSteps)
  const updated = SHARE * (await seconds(updateOfShare))
  const baseline = { name: 'UPDATEs of as many rows', value: updated }
  const kev = withWeight(DEFAULT_WEIGHTS, 'threat.high', 26)
  const preview = await seconds(() => succeeded(previewWeights(ADMIN, kev)))
  await succeeded(saveWeights(ADMIN, { basedOn: 0, weights: kev, reason: 'A benchmark', restoredFrom: null }))
  const reweighed = await seconds(allSteps)
  const workloads = await changedWorkloads()
  const feeds = await changedFeeds()
  const p = (name: string, samples: number[], share: number) => ({
    ...{ name: `${name}, p${share * 100}`, value: percentile(samples, share), unit: 's', target: '< 1' },
  })
  return [
    { name: `${open} issues, never placed before`, value: first, unit: 's', baseline },
    { name: `${open} issues by other weights`, value: reweighed, unit: 's', target: '< 300', baseline },
    { name: 'preview of other weights', value: preview, unit: 's' },
    p('a workload that changed, its image’s issues scored', workloads, 0.5),
    p('a workload that changed, its image’s issues scored', workloads, 0.95),
    ...feeds,
  ]
}

async function allSteps(): Promise<void> {
  while ((await runNextStep()) === 'more');
}

/** Rolled back, so that the next measurement finds the table as it was. */
async function updateOfShare(): Promise<void> {
  const rollback = new Error('rolled back')
  await database()
    .transaction(async (tx) => {
      await tx.query(
        sql`UPDATE issue SET scored_at = now(), risk = LEAST(100, risk + 1) WHERE status <> 'closed' AND id % ${SHARE} = 0`,
      )
      throw rollback
    })
    .catch((error) => {
      if (error !== rollback) throw error
    })
}

/** Seconds from a decision until what it changes is scored, for workloads that become privileged. */
async function changedWorkloads(): Promise<number[]> {
  const images = await database().query<{ image: string }>(sql`
    SELECT i.repository || ':1.' || v.id AS image FROM image i JOIN image_version v ON v.image_id = i.id
    WHERE i.id % 10 < 4 AND v.id > (SELECT max(id) FROM image) ORDER BY i.id LIMIT ${WORKLOADS}`)
  const samples: number[] = []
  for (const [at, { image }] of images.entries()) {
    const workload = { name: `bench-${at}`, images: [image] }
    await decide({ hoursAgo: 2, ...workload })
    await decided()
    await decide({ hoursAgo: 1, operation: 'UPDATE', privileged: true, ...workload })
    samples.push(await seconds(decided))
  }
  return samples
}

async function decided(): Promise<void> {
  while ((await applyDecisions(200)) > 0);
}

/** The time of the worker's steps after a release, without that of reading it. */
async function changedFeeds(): Promise<Figure[]> {
  const vulnerabilities = await database().query<{ name: string }>(
    sql`SELECT name FROM vulnerability ORDER BY id LIMIT 500`,
  )
  const names = vulnerabilities.map(({ name }) => name)
  const figures: Figure[] = []
  const measure = async (what: string) => {
    const touched = await count(sql`
      SELECT count(*) AS n FROM issue JOIN vulnerability_due d USING (vulnerability_id) WHERE status <> 'closed'`)
    const value = await seconds(async () => {
      while ((await followFeeds()) === 'more');
    })
    figures.push({ name: `${what}: ${touched} issues`, value, unit: 's' })
  }
  // The seed's vulnerabilities are in no feed: the first release withdraws what they say, and is left out.
  await loadFeed(kevOf('2026-11-01', [kevEntry('CVE-1999-0001', '2026-10-01')]), 'kev')
  await loadFeed(epssOf('2026-11-01', Object.fromEntries(names.map((name) => [name, 0.01]))), 'epss')
  while ((await followFeeds()) === 'more');
  const entries = [kevEntry('CVE-1999-0001', '2026-10-01'), kevEntry(names[0] ?? '', '2026-11-02')]
  await loadFeed(kevOf('2026-11-02', entries), 'kev')
  await measure('one new entry in KEV')
  await loadFeed(epssOf('2026-11-02', Object.fromEntries(names.map((name) => [name, 0.5]))), 'epss')
  await measure('EPSS of 500 vulnerabilities jumps')
  return figures
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1000
}

async function count(statement: ReturnType<typeof sql>): Promise<number> {
  const [row] = await database().query<{ n: number }>(statement)
  return row?.n ?? 0
}

async function succeeded(result: Promise<{ ok: boolean }>): Promise<void> {
  if (!(await result).ok) throw new Error('the service refused')
}

printFigures('Scoring again', await measureRescoring())
await database().close()
