import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import type { LoadedFeed } from './loaded.ts'

export interface DeliveredFeed extends LoadedFeed {
  token: { id: string; name: string } | null
}

/** What is loaded, and with which token it came. */
export function deliveredFeeds(db: Db): Promise<DeliveredFeed[]> {
  return db.query(sql`
    SELECT f.name, f.version, f.released_at AS "releasedAt", f.loaded_at AS "loadedAt", f.entries, f.report_id AS "reportId",
      CASE WHEN t.id IS NOT NULL THEN jsonb_build_object('id', t.id, 'name', t.name) END AS token
    FROM feed f LEFT JOIN report r ON r.id = f.report_id LEFT JOIN ingest_token t ON t.id = r.token_id`)
}
