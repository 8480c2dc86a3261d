import { createHmac } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import sql from 'sql-template-tag'
import { auth } from '../../auth/auth.ts'
import { ROLES, type Role, TOKEN_KINDS, type TokenKind } from '../../domain/actor.ts'
import { type Db, database } from '../../store/database.ts'
import { insertInvitation } from '../../store/invitations/insert.ts'
import { insertPerson } from '../../store/people/insert.ts'
import { setTeams } from '../../store/people/set-teams.ts'
import { insertToken } from '../../store/tokens/insert.ts'
import { forgetVerifiedTokens, hashToken } from '../tokens/verify-token.ts'

/** Who calls: a person by role (the developer is of team 3 only), an ingest token by kind, or nobody. */
export type Caller = Role | TokenKind | 'nobody'

/** The team that the developer belongs to, one that they do not, and one that owns nothing. */
export const TEAMS = { own: 3, other: 4, idle: 9 } as const
export const WORLD_PASSWORD = 'old heather on the hill'
export const EXAMPLE_UUID = '0b6f0f2e-6a3c-4a53-9d0e-7d3a2d0f6c11'
const INVITATION_TOKEN = '4f'.repeat(32)

let passwordHash: Promise<string> | undefined

/** More rows, by whoever owns a table: see `seeds`. Ids are those of the contract's examples. */
export type Seed = (db: Db) => Promise<void>

/** Empties the database and puts in what the contract's examples name, so that each example can be sent as it stands. */
export async function resetWorld(seeds: readonly Seed[]): Promise<void> {
  const db = database()
  // DELETE, because TRUNCATE makes new files for every table and index, which takes a quarter of a second.
  await db.query(sql`
    DELETE FROM source_stream; DELETE FROM load_line; DELETE FROM load_over; DELETE FROM load_sample; DELETE FROM vex_statement; DELETE FROM fix; DELETE FROM issue; DELETE FROM fix_due; DELETE FROM issue_count; DELETE FROM scope; DELETE FROM decision; DELETE FROM report;
    DELETE FROM report_chunk; DELETE FROM attestation; DELETE FROM raw_event; DELETE FROM event_batch; DELETE FROM policy; DELETE FROM route; DELETE FROM endpoint; DELETE FROM allowed_host;
    DELETE FROM ownership_rule; DELETE FROM clock_policy; DELETE FROM background_job; DELETE FROM workload; DELETE FROM cluster; DELETE FROM image; DELETE FROM repository;
    DELETE FROM vulnerability; DELETE FROM package; DELETE FROM rule; DELETE FROM invitation; DELETE FROM "user";
    DELETE FROM ingest_token; DELETE FROM team; DELETE FROM sign_in_failure; DELETE FROM rate_limit; DELETE FROM verification`)
  forgetVerifiedTokens()
  await db.transaction(async (tx) => {
    await tx.query(sql`INSERT INTO team (id, slug, name) VALUES
      (${TEAMS.own}, 'payments', 'Payments'), (${TEAMS.other}, 'storefront', 'Storefront'), (${TEAMS.idle}, 'old-shop', 'Old shop')`)
    await tx.query(
      sql`INSERT INTO cluster (id, name, environment) VALUES (1, 'shop-prod', 'production'), (2, 'shop-test', NULL)`,
    )
    await tx.query(
      sql`SELECT setval(pg_get_serial_sequence(name, 'id'), 19) FROM unnest(ARRAY['team', 'cluster']) AS name`,
    )
    await seedPeople(tx)
    await seedTokens(tx)
    for (const seed of seeds) await seed(tx)
  })
}

async function seedPeople(tx: Db): Promise<void> {
  passwordHash ??= hashPassword(WORLD_PASSWORD)
  const hash = await passwordHash
  for (const role of ROLES) {
    await insertPerson(tx, {
      id: `user-${role}`,
      name: `The ${role}`,
      email: `${role}@example.com`,
      role,
      passwordHash: hash,
    })
    for (const nth of ['first', 'second']) {
      await insertSession(tx, `${nth}-${role}`, `user-${role}`)
    }
  }
  await insertPerson(tx, {
    id: '7Gk1',
    name: 'Ada Osei',
    email: 'ada@example.com',
    role: 'developer',
    passwordHash: hash,
  })
  await insertSession(tx, 'q9Xc', 'user-admin')
  await setTeams(tx, 'user-developer', [TEAMS.own])
  await setTeams(tx, '7Gk1', [TEAMS.own])
  await insertInvitation(tx, {
    id: EXAMPLE_UUID,
    tokenHash: hashToken(INVITATION_TOKEN),
    email: 'lin@example.com',
    role: 'developer',
    teamIds: [TEAMS.own],
    userId: null,
    createdBy: 'user-admin',
    expiresAt: new Date(Date.now() + 86_400_000),
  })
}

async function insertSession(tx: Db, id: string, userId: string): Promise<void> {
  await tx.query(sql`INSERT INTO session (id, token, user_id, expires_at)
    VALUES (${id}, ${`token-of-${id}`}, ${userId}, now() + interval '1 day')`)
}

export function tokenOf(kind: TokenKind): string {
  return `plim_${Buffer.from(kind).toString('hex').padEnd(64, '0')}`
}

async function seedTokens(tx: Db): Promise<void> {
  const common = {
    clusterId: null,
    teamId: null,
    createdBy: 'user-admin',
    expiresAt: new Date(Date.now() + 86_400_000),
  }
  for (const [at, kind] of TOKEN_KINDS.entries()) {
    const id = `00000000-0000-4000-8000-00000000000${at}`
    await insertToken(tx, {
      ...common,
      id,
      name: kind,
      hash: hashToken(tokenOf(kind)),
      prefix: tokenOf(kind).slice(0, 11),
      kinds: [kind],
    })
  }
  await insertToken(tx, {
    ...common,
    id: EXAMPLE_UUID,
    name: 'GitLab CI',
    hash: hashToken('plim_another'),
    prefix: 'plim_3fa9c1',
    kinds: ['reports'],
  })
}

/** The headers with which this caller's browser or tool would send a request. */
export async function headersOf(caller: Caller): Promise<Record<string, string>> {
  if (caller === 'nobody') return {}
  if (isTokenKind(caller)) return { authorization: `Bearer ${tokenOf(caller)}` }
  const { authCookies, secret } = await auth().$context
  const token = `token-of-first-${caller}`
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  const cookie = `${authCookies.sessionToken.name}=${encodeURIComponent(`${token}.${signature}`)}`
  return { cookie, 'sec-fetch-site': 'same-origin' }
}

function isTokenKind(caller: Caller): caller is TokenKind {
  return (TOKEN_KINDS as readonly string[]).includes(caller)
}
