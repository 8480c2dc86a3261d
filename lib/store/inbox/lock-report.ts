import sql from 'sql-template-tag'
import type { ScanKind } from '../../domain/observation.ts'
import type { Db } from '../database.ts'

export interface WaitingReport {
  id: string
  uploadId: string
  source: string
  receivedAt: Date
  scannedAt: Date | null
  /** The team whose token sent it. */
  teamId: number | null
  /** The document without its findings, as JSON; null when it is to be read for. */
  outline: string | null
  /** It says what it would change, and changes nothing. */
  preview: boolean
  /** What the sender said of it, and whether a person confirmed a held one. */
  options: {
    confirmed?: boolean
    cluster?: string
    part?: string
    base?: string
    image?: string
    repository?: string
    declaredScans?: ScanKind[]
    format?: string
  }
}

/** A report that waits, locked; undefined when it does not wait any more. */
export async function lockReport(tx: Db, id: string): Promise<WaitingReport | undefined> {
  const [report] = await tx.query<WaitingReport>(sql`
    SELECT id, upload_id AS "uploadId", source, received_at AS "receivedAt", scanned_at AS "scannedAt", team_id AS "teamId", outline, preview, options
    FROM report WHERE id = ${id} AND status = 'received' FOR UPDATE`)
  return report
}
