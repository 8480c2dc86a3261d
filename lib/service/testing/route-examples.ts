import sql from 'sql-template-tag'
import { routeBodyExample, routeExample } from '../../contract/routes.ts'
import type { Db } from '../../store/database.ts'
import { sealSettings } from '../routes/secrets.ts'
import { TEAMS } from './world.ts'

/** The route of another team. */
export const OTHER_ROUTE = 6
export const DEAD_LETTERS = { own: 41, other: 42 } as const

/** The route that the examples name, one of another team, and a dead letter of each. */
export async function seedRouteExamples(tx: Db): Promise<void> {
  const routes = [
    { id: routeExample.id, teamId: TEAMS.own, letter: DEAD_LETTERS.own },
    { id: OTHER_ROUTE, teamId: TEAMS.other, letter: DEAD_LETTERS.other },
  ]
  for (const { id, teamId, letter } of routes) {
    await tx.query(sql`
      INSERT INTO endpoint (id, key, provider, label) VALUES (${id}, ${Buffer.from([id])}, 'webhook', 'https://hooks.example.com')`)
    const secrets = sealSettings(id, { signingSecret: routeBodyExample.settings.signingSecret })
    await tx.query(sql`
      INSERT INTO route (id, name, team_id, provider, settings, secrets, endpoint_id, events, filter, timing, created_by, from_log_id)
      VALUES (${id}, ${`${routeExample.name} ${id}`}, ${teamId}, 'webhook', ${JSON.stringify(routeExample.settings)}::jsonb, ${secrets}, ${id},
        ${routeExample.events}, ${JSON.stringify(routeExample.filter)}::jsonb, ${JSON.stringify(routeExample.timing)}::jsonb, 'user-admin', 0)`)
    await tx.query(sql`
      INSERT INTO outbox (id, route_id, thing, notice, attempts, failed_at, last_error)
      VALUES (${letter}, ${id}, 'issue:4711', '{"title": "A dead letter", "url": "https://plimsoll.example.com/issues/4711"}', 12, now(), 'HTTP 500')`)
  }
  await tx.query(sql`INSERT INTO allowed_host (id, host, reason) VALUES (2, 'jira.internal.example', 'Our own Jira')`)
  await tx.query(sql`
    SELECT setval(pg_get_serial_sequence(name, 'id'), 1000) FROM unnest(ARRAY['endpoint', 'route', 'outbox', 'allowed_host']) AS name`)
}
