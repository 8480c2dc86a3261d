import sql from 'sql-template-tag'
import type { TokenKind } from '../../domain/actor.ts'
import type { Db } from '../database.ts'

/** About what a source delivers; all null is everything that it delivers. */
export interface StreamSubject {
  imageId: number | null
  repositoryId: number | null
  clusterId: number | null
}

/** The subject of a stream as its row has it; '' is everything. */
export function subjectKey({ imageId, repositoryId, clusterId }: StreamSubject): string {
  if (imageId !== null) return `image ${imageId}`
  if (repositoryId !== null) return `repository ${repositoryId}`
  return clusterId === null ? '' : `cluster ${clusterId}`
}

export interface StoredStream extends StreamSubject {
  lastAt: Date
  gapsMinutes: number[]
  expectedMinutes: number | null
  watched: boolean
}

/** The streams of a source about these subjects that there are. */
export function streamsOf(
  tx: Db,
  kind: TokenKind,
  source: string,
  subjects: readonly StreamSubject[],
): Promise<StoredStream[]> {
  return tx.query(sql`
    SELECT image_id AS "imageId", repository_id AS "repositoryId", cluster_id AS "clusterId", last_at AS "lastAt",
      gaps_minutes AS "gapsMinutes", expected_minutes AS "expectedMinutes", watched
    FROM source_stream WHERE kind = ${kind} AND source = ${source} AND subject = ANY (${subjects.map(subjectKey)}::text[])`)
}

export interface HeardStream extends StreamSubject {
  lastAt: Date
  gapsMinutes: readonly number[]
  silentAt: Date | null
}

/** Writes the rhythms of a source's streams; new ones begin with their first delivery. */
export async function writeStreams(
  tx: Db,
  kind: TokenKind,
  source: string,
  streams: readonly HeardStream[],
): Promise<void> {
  await tx.query(sql`
    INSERT INTO source_stream (kind, source, image_id, repository_id, cluster_id, first_at, last_at, gaps_minutes, silent_at)
    SELECT ${kind}, ${source}, h.image_id, h.repository_id, h.cluster_id, h.last_at, h.last_at,
      ARRAY(SELECT jsonb_array_elements_text(h.gaps)::integer), h.silent_at
    FROM unnest(${streams.map(({ imageId }) => imageId)}::bigint[], ${streams.map(({ repositoryId }) => repositoryId)}::bigint[],
      ${streams.map(({ clusterId }) => clusterId)}::integer[], ${streams.map(({ lastAt }) => lastAt)}::timestamptz[],
      ${streams.map(({ gapsMinutes }) => JSON.stringify(gapsMinutes))}::jsonb[],
      ${streams.map(({ silentAt }) => silentAt)}::timestamptz[])
      AS h (image_id, repository_id, cluster_id, last_at, gaps, silent_at)
    ON CONFLICT (kind, source, subject) DO UPDATE SET
      last_at = EXCLUDED.last_at, gaps_minutes = EXCLUDED.gaps_minutes, silent_at = EXCLUDED.silent_at`)
}

/** The clusters of these workloads. */
export async function clustersOfWorkloads(tx: Db, workloadIds: readonly number[]): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(
    sql`SELECT DISTINCT cluster_id AS id FROM workload WHERE id = ANY (${workloadIds}::bigint[])`,
  )
  return rows.map(({ id }) => id)
}
