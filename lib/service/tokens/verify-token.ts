import { createHash } from 'node:crypto'
import type { TokenActor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { tokenByHash } from '../../store/tokens/by-hash.ts'
import { SharedReadings } from '../shared-readings.ts'

export const TOKEN_PREFIX = 'plim_'

/** How long a process trusts what it knows of a token: the longest that a revoked token still works in another process. */
const REMEMBER_MS = 2_000
const REMEMBER_AT_MOST = 1_000

const remembered = new Map<string, { actor: TokenActor; expiresAt: number }>()
const readings = new SharedReadings<TokenActor | null>()

/** What is stored of a token. The token has 256 random bits, so one round of SHA-256 is enough. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** The actor behind an ingest token, or null when it is wrong, expired or revoked. */
export async function verifyToken(token: string): Promise<TokenActor | null> {
  if (!token.startsWith(TOKEN_PREFIX)) return null
  const now = Date.now()
  const hash = hashToken(token)
  const key = hash.toString('base64')
  const known = remembered.get(key)
  if (known && known.expiresAt > now) return known.actor
  return readings.share(key, async () => {
    const actor = await tokenByHash(database(), hash, new Date(now))
    remembered.delete(key)
    if (actor) {
      if (remembered.size >= REMEMBER_AT_MOST) remembered.clear()
      remembered.set(key, { actor, expiresAt: now + REMEMBER_MS })
    }
    return actor
  })
}

/** Makes a revocation count in this process at once. */
export function forgetVerifiedTokens(): void {
  remembered.clear()
}
