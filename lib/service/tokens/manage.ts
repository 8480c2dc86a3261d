import { randomBytes, randomUUID } from 'node:crypto'
import type { IngestToken } from '../../contract/tokens.ts'
import type { Actor, TokenKind } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { ensureCluster } from '../../store/clusters/ensure.ts'
import { database } from '../../store/database.ts'
import { insertToken } from '../../store/tokens/insert.ts'
import * as store from '../../store/tokens/list.ts'
import { revokeToken as revoke } from '../../store/tokens/revoke.ts'
import { missingTeams } from '../teams/missing-teams.ts'
import { forgetVerifiedTokens, hashToken, TOKEN_PREFIX } from './verify-token.ts'

/** As much of a token as is kept readable: enough to tell tokens apart, too little to guess the rest. */
const READABLE = TOKEN_PREFIX.length + 6

function tokenOf(row: store.TokenRow): IngestToken {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }
}

export async function listTokens(actor: Actor): Promise<Result<{ rows: IngestToken[] }>> {
  const refused = refusal(actor, 'token.manage')
  if (refused) return refused
  return ok({ rows: (await store.listTokens(database())).map(tokenOf) })
}

export interface TokenWish {
  name: string
  kinds: TokenKind[]
  /** Name of the one cluster it may speak for; made when it is new. */
  cluster: string | null
  teamId: number | null
  days: number
}

/** Makes a token. The token itself is in this answer only; its SHA-256 is what is stored. */
export async function createToken(actor: Actor, wish: TokenWish): Promise<Result<IngestToken & { token: string }>> {
  const refused = refusal(actor, 'token.manage')
  if (refused) return refused
  const token = TOKEN_PREFIX + randomBytes(32).toString('hex')
  const id = randomUUID()
  return database().transaction(async (tx) => {
    const missing = await missingTeams(tx, wish.teamId === null ? [] : [wish.teamId])
    if (missing) return missing
    const clusterId = wish.cluster === null ? null : await ensureCluster(tx, wish.cluster)
    await insertToken(tx, {
      id,
      name: wish.name,
      hash: hashToken(token),
      prefix: token.slice(0, READABLE),
      kinds: wish.kinds,
      clusterId,
      teamId: wish.teamId,
      createdBy: actor.type === 'user' ? actor.id : null,
      expiresAt: new Date(Date.now() + wish.days * 86_400_000),
    })
    await appendAudit(tx, actor, { action: 'token.create', targetType: 'token', targetId: id, data: { ...wish } })
    const row = await store.tokenById(tx, id)
    if (!row) throw new Error(`token ${id} is not there after its insert`)
    return ok({ ...tokenOf(row), token })
  })
}

export async function revokeToken(actor: Actor, id: string): Promise<Result<undefined>> {
  const refused = refusal(actor, 'token.manage')
  if (refused) return refused
  const result = await database().transaction<Result<undefined>>(async (tx) => {
    if (!(await revoke(tx, id))) return err('not-found', 'There is no such token, or it is revoked already.')
    await appendAudit(tx, actor, { action: 'token.revoke', targetType: 'token', targetId: id })
    return ok(undefined)
  })
  forgetVerifiedTokens()
  return result
}
