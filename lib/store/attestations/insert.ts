import { createHash } from 'node:crypto'
import sql from 'sql-template-tag'
import type { AttestationObservation } from '../../domain/observation.ts'
import type { Db } from '../database.ts'

/** From whom and when attestations came. */
export interface Delivery {
  reportId: string
  receivedAt: Date
  /** The team to which the sender was limited. */
  teamId: number | null
}

/** Stores what is not known yet; the same again touches nothing. */
export async function insertAttestations(
  db: Db,
  told: readonly AttestationObservation[],
  { reportId, receivedAt, teamId }: Delivery,
): Promise<void> {
  if (told.length === 0) return
  const column = <Value>(of: (one: AttestationObservation) => Value) => told.map(of)
  await db.query(sql`
    INSERT INTO attestation (digest, repository, predicate_type, verified, signer, issuer, builder, source_repository,
      commit_id, build_url, built_at, content_hash, received_at, team_id, report_id)
    SELECT t.*, ${receivedAt}::timestamptz, ${teamId}::integer, ${reportId}::uuid
    FROM unnest(${column(({ digest }) => digest)}::text[], ${column(({ repository }) => repository)}::text[],
      ${column(({ predicateType }) => predicateType)}::text[], ${column(({ verified }) => verified)}::boolean[],
      ${column(({ signer }) => signer)}::text[], ${column(({ issuer }) => issuer)}::text[],
      ${column(({ builder }) => builder)}::text[], ${column(({ sourceRepository }) => sourceRepository)}::text[],
      ${column(({ commit }) => commit)}::text[], ${column(({ buildUrl }) => buildUrl)}::text[],
      ${column(({ builtAt }) => builtAt)}::timestamptz[],
      ${column((one) => contentHash(one, teamId))}::bytea[]) AS t
    ON CONFLICT (content_hash) DO NOTHING`)
}

function contentHash(told: AttestationObservation, teamId: number | null): Buffer {
  const { digest, repository, predicateType, verified, signer, issuer } = told
  const { builder, sourceRepository, commit, buildUrl, builtAt } = told
  const said = [digest, repository, predicateType, verified, signer, issuer]
  const built = [builder, sourceRepository, commit, buildUrl, builtAt]
  return createHash('sha256')
    .update(JSON.stringify([teamId, ...said, ...built]))
    .digest()
}
