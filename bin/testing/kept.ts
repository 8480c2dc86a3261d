import { createHash } from 'node:crypto'
import type pg from 'pg'
import { expect } from 'vitest'
import type { Deliveries, Ledger } from './deliveries.ts'

async function rows<Row extends object>(pool: pg.Pool, statement: string): Promise<Row[]> {
  return (await pool.query<Row>(statement)).rows
}

/** How much still waits for the worker. */
export async function waiting(pool: pg.Pool): Promise<number> {
  const [row] = await rows<{ waiting: number }>(
    pool,
    `SELECT ((SELECT count(*) FROM report WHERE status = 'received')
      + (SELECT count(*) FROM event_batch WHERE status = 'received')
      + (SELECT count(*) FROM decision WHERE applied_at IS NULL AND problem_message IS NULL))::int AS waiting`,
  )
  return row?.waiting ?? 0
}

/** Attempts that the most tried of the waiting reports has behind it. */
export async function mostAttempts(pool: pg.Pool): Promise<number> {
  const [row] = await rows<{ attempts: number | null }>(
    pool,
    `SELECT max(attempts) AS attempts FROM report WHERE status = 'received'`,
  )
  return row?.attempts ?? 0
}

/** Reports that a worker died over at least once. */
export async function triedAgain(pool: pg.Pool): Promise<number> {
  const [row] = await rows<{ tried: number }>(pool, 'SELECT count(*)::int AS tried FROM report WHERE attempts > 1')
  return row?.tried ?? 0
}

/** Everything acknowledged is there once, by the id that was answered; what was not acknowledged is there once or not at all. */
export async function expectKept(pool: pg.Pool, { reports, events, decisions, teams }: Deliveries): Promise<void> {
  const stored = {
    reports: await rows<Kept>(pool, `SELECT encode(content_hash, 'hex') AS what, id::text FROM report`),
    events: await rows<Kept>(
      pool,
      `SELECT convert_from(body, 'UTF8')::jsonb ->> 'output' AS what, id::text FROM raw_event`,
    ),
    decisions: await rows<Kept>(pool, 'SELECT request_uid AS what, request_uid AS id FROM decision'),
    teams: await rows<Kept>(pool, 'SELECT slug AS what, id::text FROM team'),
    audited: await rows<Kept>(
      pool,
      `SELECT t.slug AS what, t.id::text FROM audit_log a JOIN team t ON t.id::text = a.target_id WHERE a.target_type = 'team'`,
    ),
  }
  const hashed = new Map([...reports.sent].map((body) => [body, createHash('sha256').update(body).digest('hex')]))
  expectOnce('reports', stored.reports, reports, (body) => hashed.get(body) ?? '')
  expectOnce('events', stored.events, events)
  expectOnce('decisions', stored.decisions, decisions)
  expectOnce('teams', stored.teams, teams)
  expectOnce('audited teams', stored.audited, teams)
}

interface Kept {
  what: string
  id: string
}

function expectOnce(name: string, stored: readonly Kept[], ledger: Ledger, keyOf = (sent: string) => sent): void {
  const idOf = new Map(stored.map(({ what, id }) => [what, id]))
  const lost = [...ledger.acknowledged].filter(([sent, id]) => idOf.get(keyOf(sent)) !== id).map(([, id]) => id)
  expect(lost, `acknowledged ${name} that are lost`).toEqual([])
  expect(stored.length - idOf.size, `${name} that are there twice`).toBe(0)
  const sent = new Set([...ledger.sent].map(keyOf))
  expect(
    stored.filter(({ what }) => !sent.has(what)),
    `${name} that nobody sent`,
  ).toEqual([])
}

/** Everything stored was worked into the issues, once. */
export async function expectWorkedOnce(pool: pg.Pool): Promise<void> {
  const troubled = `SELECT id, status, problem_code, problem_message FROM report WHERE status <> 'processed'`
  expect(await rows(pool, troubled), 'reports that are not processed').toEqual([])
  expect(await rows(pool, `SELECT * FROM event_batch WHERE status <> 'processed'`), 'event batches').toEqual([])
  expect(await rows(pool, 'SELECT * FROM decision WHERE problem_message IS NOT NULL'), 'decisions').toEqual([])

  const counted = await rows(
    pool,
    `SELECT r.title AS rule, sum(a.alerts)::int AS alerts
     FROM alert a JOIN issue i ON i.id = a.issue_id JOIN rule r ON r.id = i.rule_id GROUP BY 1 ORDER BY 1`,
  )
  const alerts = await rows(
    pool,
    `SELECT convert_from(body, 'UTF8')::jsonb ->> 'rule' AS rule, count(*)::int AS alerts FROM raw_event GROUP BY 1 ORDER BY 1`,
  )
  expect(alerts.length).toBeGreaterThan(0)
  expect(counted, 'alerts counted by the issues, against the events').toEqual(alerts)

  const [opened] = await rows<{ told: number; episodes: number }>(
    pool,
    `SELECT (SELECT sum((summary ->> 'opened')::int + (summary ->> 'reopened')::int) FROM report)::int AS told,
       (SELECT count(*) FROM episode e JOIN issue i ON i.id = e.issue_id WHERE i.kind = 'vulnerability')::int AS episodes`,
  )
  expect(opened?.episodes, 'episodes, against what the reports opened').toBe(opened?.told)
  const twice = `
    SELECT 'issue' AS what, key FROM issue GROUP BY key HAVING count(*) > 1
    UNION ALL SELECT 'sighting', issue_id::text FROM sighting
      WHERE ended_at IS NULL GROUP BY scope_id, issue_id HAVING count(*) > 1
    UNION ALL SELECT 'sighting of one moment', issue_id::text FROM sighting
      GROUP BY scope_id, issue_id, first_seen_at HAVING count(*) > 1
    UNION ALL SELECT 'episode', issue_id::text FROM episode WHERE closed_at IS NULL GROUP BY issue_id HAVING count(*) > 1`
  expect(await rows(pool, twice), 'what is there twice').toEqual([])
}

/** Each image's open vulnerabilities are those of its newest report that is stored. */
export async function expectNewestReportsHold(pool: pg.Pool, sent: ReadonlySet<string>): Promise<void> {
  const stored = new Set(
    (await rows<Kept>(pool, `SELECT encode(content_hash, 'hex') AS what FROM report`)).map(({ what }) => what),
  )
  const newest = new Map<string, { at: string; found: string[] }>()
  for (const body of sent) {
    if (!stored.has(createHash('sha256').update(body).digest('hex'))) continue
    const { CreatedAt: at, ArtifactName, Results } = JSON.parse(body)
    const image = ArtifactName.split(':')[0]
    const found = Results[0].Vulnerabilities.map(({ VulnerabilityID }: { VulnerabilityID: string }) => VulnerabilityID)
    if (at > (newest.get(image)?.at ?? '')) newest.set(image, { at, found })
  }
  const open = await rows<{ image: string; found: string[] }>(
    pool,
    `SELECT g.repository AS image, array_agg(v.name ORDER BY v.name) AS found FROM issue i JOIN image g ON g.id = i.image_id
     JOIN vulnerability v ON v.id = i.vulnerability_id WHERE i.status = 'open' GROUP BY 1`,
  )
  const wanted = [...newest].filter(([, { found }]) => found.length > 0).map(([image, { found }]) => [image, found])
  expect(wanted.length).toBeGreaterThan(0)
  expect(Object.fromEntries(open.map(({ image, found }) => [image, found]))).toEqual(Object.fromEntries(wanted))
}
