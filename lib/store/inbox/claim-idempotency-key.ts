import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/**
 * Binds a token's key to the content of a request. False when it is bound to other content already; a concurrent request
 * with the same key waits here until the first one committed. The answer is not kept: the same content gives it again.
 */
export async function claimIdempotencyKey(db: Db, tokenId: string, key: string, contentHash: Buffer): Promise<boolean> {
  const made = await db.query(sql`
    INSERT INTO idempotency_key (token_id, key, content_hash) VALUES (${tokenId}, ${key}, ${contentHash})
    ON CONFLICT (token_id, key) DO NOTHING RETURNING key`)
  if (made.length > 0) return true
  const [bound] = await db.query<{ contentHash: Buffer }>(sql`
    SELECT content_hash AS "contentHash" FROM idempotency_key WHERE token_id = ${tokenId} AND key = ${key}`)
  return bound ? bound.contentHash.equals(contentHash) : claimIdempotencyKey(db, tokenId, key, contentHash)
}
