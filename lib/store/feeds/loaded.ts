import sql from 'sql-template-tag'
import type { FeedName } from '../../domain/observation.ts'
import type { Db } from '../database.ts'

export interface LoadedFeed {
  name: FeedName
  version: string | null
  /** Null while only parts of it were delivered. */
  releasedAt: Date | null
  loadedAt: Date
  entries: number
  reportId: string | null
}

export function loadedFeeds(db: Db): Promise<LoadedFeed[]> {
  return db.query(sql`
    SELECT name, version, released_at AS "releasedAt", loaded_at AS "loadedAt", entries, report_id AS "reportId"
    FROM feed ORDER BY name`)
}

/** A whole release takes the place of the one before. */
export async function noteRelease(tx: Db, feed: LoadedFeed): Promise<void> {
  await tx.query(sql`
    INSERT INTO feed (name, version, released_at, loaded_at, entries, report_id)
    VALUES (${feed.name}, ${feed.version}, ${feed.releasedAt}, ${feed.loadedAt}, ${feed.entries}, ${feed.reportId}::uuid)
    ON CONFLICT (name) DO UPDATE SET version = EXCLUDED.version, released_at = EXCLUDED.released_at,
      loaded_at = EXCLUDED.loaded_at, entries = EXCLUDED.entries, report_id = EXCLUDED.report_id`)
}

/** A part leaves the release as it is, and only adds to it. */
export async function notePart(tx: Db, feed: Omit<LoadedFeed, 'version' | 'releasedAt'>): Promise<void> {
  await tx.query(sql`
    INSERT INTO feed (name, loaded_at, entries, report_id)
    VALUES (${feed.name}, ${feed.loadedAt}, ${feed.entries}, ${feed.reportId}::uuid)
    ON CONFLICT (name) DO UPDATE SET entries = EXCLUDED.entries`)
}
