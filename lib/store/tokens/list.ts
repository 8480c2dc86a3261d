import sql, { type Sql } from 'sql-template-tag'
import type { TokenKind } from '../../domain/actor.ts'
import type { Db } from '../database.ts'
import type { TeamRef } from '../people/signed-in.ts'

export interface TokenRow {
  id: string
  name: string
  prefix: string
  kinds: TokenKind[]
  cluster: { id: number; name: string } | null
  team: TeamRef | null
  createdBy: string | null
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

function select(where: Sql): Sql {
  return sql`
    SELECT k.id, k.name, k.prefix, k.kinds, u.name AS "createdBy", k.created_at AS "createdAt", k.expires_at AS "expiresAt",
      k.last_used_at AS "lastUsedAt", k.revoked_at AS "revokedAt",
      CASE WHEN c.id IS NOT NULL THEN json_build_object('id', c.id, 'name', c.name) END AS cluster,
      CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) END AS team
    FROM ingest_token k
    LEFT JOIN cluster c ON c.id = k.cluster_id
    LEFT JOIN team t ON t.id = k.team_id
    LEFT JOIN "user" u ON u.id = k.created_by
    WHERE ${where} ORDER BY k.created_at DESC, k.id`
}

/** Tokens, newest first; those that ended more than 90 days ago are left out. */
export async function listTokens(db: Db): Promise<TokenRow[]> {
  return db.query<TokenRow>(select(sql`least(k.expires_at, k.revoked_at) > now() - interval '90 days'`))
}

export async function tokenById(db: Db, id: string): Promise<TokenRow | null> {
  const [row] = await db.query<TokenRow>(select(sql`k.id = ${id}`))
  return row ?? null
}
