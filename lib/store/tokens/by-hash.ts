import sql from 'sql-template-tag'
import type { TokenActor } from '../../domain/actor.ts'
import type { Db } from '../database.ts'

/**
 * The valid token with this SHA-256, or null when it is unknown, expired or revoked. Notes its use, at most once a minute, so that a busy
 * token costs no write.
 */
export async function tokenByHash(db: Db, hash: Buffer, now: Date): Promise<TokenActor | null> {
  const rows = await db.query<Omit<TokenActor, 'type'>>(sql`
    WITH valid AS (
      SELECT id, name, kinds, cluster_id, team_id, last_used_at FROM ingest_token
      WHERE token_hash = ${hash} AND revoked_at IS NULL AND expires_at > ${now}
    ), used AS (
      UPDATE ingest_token SET last_used_at = ${now} FROM valid
      WHERE ingest_token.id = valid.id
        AND (valid.last_used_at IS NULL OR valid.last_used_at < ${now}::timestamptz - interval '1 minute')
    )
    SELECT id, name, kinds, cluster_id AS "clusterId", team_id AS "teamId" FROM valid`)
  return rows[0] ? { type: 'token', ...rows[0] } : null
}
