import sql from 'sql-template-tag'
import type { StoredRiskFacts } from '../../../domain/risk-facts.ts'
import type { Db } from '../../database.ts'
import { secretVerified } from '../secret-verified.ts'

export interface ComparedIssue extends StoredRiskFacts {
  id: number
  running: boolean | null
  placeId: number
}

/** What the risk of these issues is made from; those that were never scored have no place and are left out. */
export function comparedIssues(db: Db, ids: readonly number[]): Promise<ComparedIssue[]> {
  return db.query(sql`
    SELECT i.id, i.kind, i.severity, i.running, i.place_id AS "placeId", i.fixed_version AS "fixedVersion",
      v.cvss_vector AS "cvssVector", v.cvss_score AS "cvssScore", COALESCE(v.cwes, '{}') AS cwes,
      COALESCE(v.capabilities, '{}') AS capabilities, v.kev_since AS "kevSince", v.epss,
      CASE WHEN i.kind = 'threat' THEN (SELECT a.sample ->> 'priority' FROM alert a WHERE a.issue_id = i.id
        ORDER BY a.hour DESC LIMIT 1) END AS "alertPriority", ${secretVerified} AS "secretVerified"
    FROM issue i LEFT JOIN vulnerability v ON v.id = i.vulnerability_id
    WHERE i.id = ANY(${ids}::bigint[]) AND i.place_id IS NOT NULL`)
}
