import sql from 'sql-template-tag'
import type { TokenKind } from '../../domain/actor.ts'
import type { Db } from '../database.ts'

/** Counts stop here; one more is read to know that there are more. */
export const SOURCE_COUNT_BOUND = 10_000

export interface SourceRow {
  kind: TokenKind
  name: string
  lastAt: Date | null
  last24h: number
  troubled: number
}

/** Per tool that sent reports: found by hopping through the index from name to name. */
export async function reportSources(db: Db): Promise<SourceRow[]> {
  return db.query<SourceRow>(sql`
    WITH RECURSIVE name AS (
      (SELECT source FROM report WHERE NOT preview ORDER BY source LIMIT 1)
      UNION ALL
      SELECT (SELECT r.source FROM report r WHERE NOT r.preview AND r.source > name.source ORDER BY r.source LIMIT 1) FROM name
      WHERE name.source IS NOT NULL
    )
    SELECT 'reports' AS kind, name.source AS name,
      (SELECT received_at FROM report r WHERE NOT r.preview AND r.source = name.source ORDER BY received_at DESC LIMIT 1) AS "lastAt",
      (SELECT count(*) FROM (SELECT 1 FROM report r WHERE NOT r.preview AND r.source = name.source AND received_at > now() - interval '24 hours'
        LIMIT ${SOURCE_COUNT_BOUND + 1}) recent) AS last24h,
      (SELECT count(*) FROM (SELECT 1 FROM report r WHERE NOT r.preview AND r.source = name.source AND r.status IN ('quarantined', 'held')
        LIMIT ${SOURCE_COUNT_BOUND + 1}) held) AS troubled
    FROM name WHERE name.source IS NOT NULL ORDER BY name.source`)
}

/** Per sensor among the newest events; one that is drowned out by as many events of others is not seen. */
export async function eventSources(db: Db): Promise<SourceRow[]> {
  return db.query<SourceRow>(sql`
    SELECT 'events' AS kind, source AS name, max(at) AS "lastAt",
      count(*) FILTER (WHERE at > now() - interval '24 hours') AS last24h,
      (SELECT count(*) FROM event_batch WHERE status = 'quarantined') AS troubled
    FROM (SELECT source, at FROM raw_event ORDER BY at DESC LIMIT ${SOURCE_COUNT_BOUND + 1}) newest
    GROUP BY source ORDER BY source`)
}

/** Per cluster that asks for admission. */
export async function admissionSources(db: Db): Promise<SourceRow[]> {
  return db.query<SourceRow>(sql`
    SELECT 'admission' AS kind, c.name, last.at AS "lastAt", recent.decisions AS last24h, recent.troubled
    FROM cluster c
    CROSS JOIN LATERAL (SELECT at FROM decision d WHERE d.cluster_id = c.id ORDER BY at DESC LIMIT 1) last
    CROSS JOIN LATERAL (
      SELECT count(*) AS decisions, count(problem_message) AS troubled
      FROM (SELECT problem_message FROM decision d WHERE d.cluster_id = c.id AND at > now() - interval '24 hours'
        ORDER BY at DESC LIMIT ${SOURCE_COUNT_BOUND + 1}) newest
    ) recent
    ORDER BY c.name`)
}
