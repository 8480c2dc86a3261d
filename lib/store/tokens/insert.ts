import sql from 'sql-template-tag'
import type { TokenKind } from '../../domain/actor.ts'
import type { Db } from '../database.ts'

export interface NewToken {
  id: string
  name: string
  hash: Buffer
  prefix: string
  kinds: TokenKind[]
  clusterId: number | null
  teamId: number | null
  createdBy: string | null
  expiresAt: Date
}

export async function insertToken(db: Db, token: NewToken): Promise<void> {
  const { id, name, hash, prefix, kinds, clusterId, teamId, createdBy, expiresAt } = token
  await db.query(sql`
    INSERT INTO ingest_token (id, name, token_hash, prefix, kinds, cluster_id, team_id, created_by, expires_at)
    VALUES (${id}, ${name}, ${hash}, ${prefix}, ${kinds}, ${clusterId}, ${teamId}, ${createdBy}, ${expiresAt})`)
}
