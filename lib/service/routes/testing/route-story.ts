import { randomUUID } from 'node:crypto'
import sql from 'sql-template-tag'
import type { NoticeEvent } from '../../../domain/notice.ts'
import type { RouteTiming } from '../../../domain/quiet-hours.ts'
import type { RouteFilter } from '../../../domain/route-match.ts'
import { providerNamed } from '../../../notify/registry.ts'
import { database } from '../../../store/database.ts'
import { insertAllowedHost } from '../../../store/routes/allowed-hosts.ts'
import { ensureEndpoint } from '../../../store/routes/endpoints.ts'
import { insertRoute, reserveRouteId } from '../../../store/routes/write.ts'
import { endpointKey, sealSettings, splitSettings } from '../secrets.ts'

export const SIGNING_SECRET = `whsec_${Buffer.from('a secret for tests, 32 bytes!!!!').toString('base64')}`
export const AT_ONCE: RouteTiming = { timeZone: 'UTC', rhythm: { every: 'event' }, quiet: null }

/** An empty house in which this machine may be called. */
export async function emptyHouse(): Promise<void> {
  const db = database()
  await db.query(
    sql`DELETE FROM route; DELETE FROM endpoint; DELETE FROM allowed_host; DELETE FROM issue; DELETE FROM rule; DELETE FROM team`,
  )
  await db.query(
    sql`INSERT INTO team (id, slug, name) VALUES (3, 'payments', 'Payments'), (4, 'storefront', 'Storefront')`,
  )
  await insertAllowedHost(db, '127.0.0.1', 'for tests', null)
}

export interface RouteWish {
  provider?: string
  settings: Record<string, unknown>
  teamId?: number | null
  events?: NoticeEvent[]
  filter?: Partial<RouteFilter>
  timing?: RouteTiming
}

export async function makeRoute(wish: RouteWish): Promise<number> {
  const db = database()
  const provider = providerNamed(wish.provider ?? 'webhook')!
  const settings = provider.settings.parse(wish.settings) as Record<string, unknown>
  const { open, secret } = splitSettings(provider, settings)
  const id = await reserveRouteId(db)
  const values = {
    name: `route ${id}`,
    teamId: wish.teamId ?? null,
    provider: provider.name,
    settings: open,
    secrets: sealSettings(id, secret),
    endpointId: await ensureEndpoint(db, endpointKey(provider, settings), provider.name, provider.endpoint(settings)),
    events: wish.events ?? (['opened', 'reopened', 'worsened'] as NoticeEvent[]),
    filter: { severities: [], minRisk: null, stages: [], kinds: [], environments: [], unowned: false, ...wish.filter },
    timing: wish.timing ?? AT_ONCE,
    enabled: true,
  }
  await insertRoute(db, id, values, null)
  return id
}

export const webhookTo = (url: string) => ({ url, signingSecret: SIGNING_SECRET })

/** Issues that open in one transaction, as a report opens them; their ids. */
export function openIssues(
  count: number,
  of: { severity?: number; risk?: number; teamId?: number } = {},
): Promise<number[]> {
  const { severity = 3, risk = 55, teamId = null } = of
  return database().transaction(async (tx) => {
    await tx.query(
      sql`INSERT INTO rule (name, title) VALUES ('plimsoll:test', 'A rule for tests') ON CONFLICT DO NOTHING`,
    )
    await tx.query(sql`INSERT INTO cluster (name) VALUES ('routes-test') ON CONFLICT DO NOTHING`)
    const rows = await tx.query<{ id: number }>(sql`
      INSERT INTO issue (key, key_hash, kind, rule_id, cluster_id, severity, risk, team_id, first_seen_at, opened_at)
      SELECT k, substr(sha256(k::bytea), 1, 16), 'misconfiguration', (SELECT id FROM rule WHERE name = 'plimsoll:test'),
        (SELECT id FROM cluster WHERE name = 'routes-test'), ${severity}, ${risk},
        ${teamId}, now(), now() FROM (SELECT ${randomUUID()} || n AS k FROM generate_series(1, ${count}) AS n) AS keys RETURNING id`)
    const ids = rows.map(({ id }) => id)
    await tx.query(sql`
      INSERT INTO episode (issue_id, number, opened_at, opened_stage) SELECT id, 1, now(), 'build' FROM unnest(${ids}::bigint[]) AS id`)
    return ids
  })
}

export async function worsen(issueId: number, risk: number): Promise<void> {
  await database().query(sql`UPDATE issue SET risk = ${risk} WHERE id = ${issueId}`)
}

export function closeIssue(issueId: number): Promise<void> {
  return database().transaction(async (tx) => {
    await tx.query(
      sql`UPDATE episode SET closed_at = now(), close_reason = 'fixed', evidence = '{}' WHERE issue_id = ${issueId}`,
    )
    await tx.query(
      sql`UPDATE issue SET status = 'closed', closed_at = now(), close_reason = 'fixed' WHERE id = ${issueId}`,
    )
  })
}

/** What waits for a later time is due now. */
export async function letTimePass(): Promise<void> {
  const db = database()
  await db.query(
    sql`UPDATE notice_item SET due_at = now() - interval '2 minutes', updated_at = now() - interval '1 minute'`,
  )
  await db.query(
    sql`UPDATE outbox SET created_at = created_at - interval '1 hour', next_attempt_at = now() WHERE delivered_at IS NULL`,
  )
  await db.query(sql`UPDATE outbox SET created_at = created_at - interval '1 hour' WHERE delivered_at IS NOT NULL`)
  await db.query(sql`UPDATE route_thing SET told_at = told_at - interval '1 hour'`)
  await db.query(
    sql`UPDATE endpoint SET retry_at = now(), leased_until = NULL, probe_at = CASE WHEN paused_at IS NOT NULL THEN now() END`,
  )
}

export interface OutboxRow {
  thing: string
  attempts: number
  delivered: boolean
  failed: boolean
  lastError: string | null
}

export function outbox(): Promise<OutboxRow[]> {
  return database().query(sql`
    SELECT thing, attempts, delivered_at IS NOT NULL AS delivered, failed_at IS NOT NULL AS failed, last_error AS "lastError"
    FROM outbox ORDER BY id`)
}
