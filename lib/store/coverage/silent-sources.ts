import sql from 'sql-template-tag'
import type { TokenKind } from '../../domain/actor.ts'
import type { Db } from '../database.ts'

export interface StoredSilence {
  kind: TokenKind
  /** The tool, or for admission the cluster. */
  name: string
  since: Date
}

/** Sources that are silent altogether: a tool about everything, a sensor in all its clusters, the gate of a cluster. */
export function silentSources(db: Db, now: Date): Promise<StoredSilence[]> {
  return db.query(sql`
    SELECT kind, source AS name, silent_at AS since FROM source_stream
    WHERE kind = 'reports' AND subject = '' AND silent_at <= ${now}
    UNION ALL
    SELECT kind, source, max(silent_at) FROM source_stream WHERE kind = 'events'
    GROUP BY kind, source HAVING bool_and(COALESCE(silent_at <= ${now}, false))
    UNION ALL
    SELECT s.kind, c.name, s.silent_at FROM source_stream s JOIN cluster c ON c.id = s.cluster_id
    WHERE s.kind = 'admission' AND s.silent_at <= ${now}`)
}
