import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface StoredContainer {
  workloadId: number
  name: string
  type: 'app' | 'init' | 'ephemeral'
  imageRef: string
  imageId: number | null
  repository: string | null
  digest: string | null
  privileged: boolean | null
  runsAsRoot: boolean | null
  readOnlyRootFilesystem: boolean | null
  allowPrivilegeEscalation: boolean | null
  capabilitiesAdded: string[]
  capabilitiesDropped: string[]
  /** Last complete scan of its very version for vulnerabilities. */
  scannedAt: Date | null
  scannedBy: string[]
}

/** The containers of these workloads and what is known of the versions that they run. */
export function containersOf(db: Db, workloadIds: readonly number[]): Promise<StoredContainer[]> {
  return db.query<StoredContainer>(sql`
    SELECT k.workload_id AS "workloadId", k.name, k.type, k.image_ref AS "imageRef", k.image_id AS "imageId", i.repository,
      v.digest, k.privileged, k.runs_as_root AS "runsAsRoot", k.read_only_root_filesystem AS "readOnlyRootFilesystem",
      k.allow_privilege_escalation AS "allowPrivilegeEscalation", k.capabilities_added AS "capabilitiesAdded",
      k.capabilities_dropped AS "capabilitiesDropped", s.scanned_at AS "scannedAt", s.scanned_by AS "scannedBy"
    FROM workload_container k
    LEFT JOIN image i ON i.id = k.image_id
    LEFT JOIN image_version v ON v.id = k.image_version_id
    CROSS JOIN LATERAL (
      SELECT max(complete_at) AS scanned_at, COALESCE(array_agg(DISTINCT source), '{}') AS scanned_by
      FROM scope WHERE image_version_id = k.image_version_id AND scan = 'vulnerability' AND complete_at IS NOT NULL
    ) s
    WHERE k.workload_id = ANY (${workloadIds}::bigint[])
    ORDER BY k.workload_id, k.type, k.name`)
}
