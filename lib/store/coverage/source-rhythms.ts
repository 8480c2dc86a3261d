import sql from 'sql-template-tag'
import type { TokenKind } from '../../domain/actor.ts'
import type { Db } from '../database.ts'

export interface StoredRhythm {
  kind: TokenKind
  /** The tool, or for admission the cluster. */
  name: string
  /** From then on it counts as silent; null: its rhythm is not known, or nothing is expected of it. */
  dueAt: Date | null
}

/** When each source is due as a whole: a tool with anything, a sensor with anything from its last cluster, the gate of a cluster. */
export function sourceRhythms(db: Db): Promise<StoredRhythm[]> {
  return db.query(sql`
    SELECT kind, source AS name, silent_at AS "dueAt" FROM source_stream WHERE kind = 'reports' AND subject = ''
    UNION ALL
    SELECT kind, source, CASE WHEN bool_and(silent_at IS NOT NULL) THEN max(silent_at) END FROM source_stream
    WHERE kind = 'events' GROUP BY kind, source
    UNION ALL
    SELECT s.kind, c.name, s.silent_at FROM source_stream s JOIN cluster c ON c.id = s.cluster_id WHERE s.kind = 'admission'`)
}
