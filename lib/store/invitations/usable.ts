import sql, { empty, type Sql } from 'sql-template-tag'
import type { Role } from '../../domain/actor.ts'
import type { Db } from '../database.ts'
import type { TeamRef } from '../people/signed-in.ts'

export interface InvitationRow {
  id: string
  email: string | null
  role: Role
  teams: TeamRef[]
  /** Whose password the link renews; null makes an account. */
  userId: string | null
  createdAt: Date
  expiresAt: Date
}

function select(where: Sql, rest: Sql): Sql {
  return sql`
    SELECT i.id, i.email, i.role, i.user_id AS "userId", i.created_at AS "createdAt", i.expires_at AS "expiresAt",
      COALESCE((
        SELECT json_agg(json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) ORDER BY t.name)
        FROM team t WHERE t.id = ANY (i.team_ids)
      ), '[]') AS teams
    FROM invitation i WHERE i.used_at IS NULL AND i.expires_at > now() ${where} ${rest}`
}

/** Invitations that can still be used, newest first. */
export async function usableInvitations(db: Db): Promise<InvitationRow[]> {
  return db.query<InvitationRow>(select(empty, sql`ORDER BY i.created_at DESC, i.id`))
}

/** The usable invitation with this hash. `lock` keeps it for this transaction, so that it is used once. */
export async function invitationByHash(db: Db, hash: Buffer, { lock = false } = {}): Promise<InvitationRow | null> {
  const [row] = await db.query<InvitationRow>(
    select(sql`AND i.token_hash = ${hash}`, lock ? sql`FOR UPDATE OF i` : empty),
  )
  return row ?? null
}

export async function invitationById(db: Db, id: string): Promise<InvitationRow | null> {
  const [row] = await db.query<InvitationRow>(select(sql`AND i.id = ${id}`, empty))
  return row ?? null
}
