import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface AdmissionToken {
  id: string
  /** Base64 of the token's SHA-256. */
  hash: string
  /** The one cluster that it may speak for; null is no limit. */
  cluster: string | null
  expiresAt: Date
}

/** Every token with which a cluster may ask the gate now. */
export async function admissionTokens(db: Db): Promise<AdmissionToken[]> {
  return db.query<AdmissionToken>(sql`
    SELECT k.id, encode(k.token_hash, 'base64') AS hash, c.name AS cluster, k.expires_at AS "expiresAt"
    FROM ingest_token k LEFT JOIN cluster c ON c.id = k.cluster_id
    WHERE 'admission' = ANY(k.kinds) AND k.revoked_at IS NULL AND k.expires_at > now()`)
}

/** Notes the use of tokens, at most once a minute each. */
export async function noteTokensUsed(db: Db, ids: readonly string[]): Promise<void> {
  await db.query(sql`
    UPDATE ingest_token SET last_used_at = now()
    WHERE id = ANY(${ids}::uuid[]) AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`)
}
