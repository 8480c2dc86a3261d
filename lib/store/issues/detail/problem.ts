import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'
import { secretVerified } from '../../risk/secret-verified.ts'

/** What is wrong, as the catalogue of vulnerabilities and rules describes it. */
export interface StoredProblem {
  name: string
  title: string
  description: string
  aliases: string[]
  cvss: { version: string; vector: string; score: number; source: string }[]
  cvssVector: string | null
  cvssScore: number | null
  cwes: string[]
  capabilities: string[]
  links: string[]
  remediation: string
  packageName: string | null
  packageType: string | null
  purl: string | null
  publishedAt: Date | null
  modifiedAt: Date | null
  kevSince: string | null
  kevDetail: { dueOn: string | null; ransomware: boolean; action: string } | null
  epss: number | null
  epssPercentile: number | null
  kevReleasedAt: Date | null
  epssReleasedAt: Date | null
  secretVerified: boolean | null
}

export async function problemOf(db: Db, issueId: number): Promise<StoredProblem | null> {
  const [row] = await db.query<StoredProblem>(sql`
    SELECT COALESCE(v.name, r.name) AS name, COALESCE(v.title, r.title) AS title,
      COALESCE(v.description, r.description) AS description, COALESCE(v.aliases, '{}') AS aliases,
      COALESCE(v.cvss, '[]') AS cvss, v.cvss_vector AS "cvssVector", v.cvss_score AS "cvssScore",
      COALESCE(v.cwes, '{}') AS cwes, COALESCE(v.capabilities, '{}') AS capabilities,
      COALESCE(v.links, r.links) AS links, COALESCE(r.remediation, '') AS remediation,
      p.name AS "packageName", p.type AS "packageType", p.purl, v.published_at AS "publishedAt",
      v.modified_at AS "modifiedAt", v.kev_since AS "kevSince", v.epss, e.percentile AS "epssPercentile",
      CASE WHEN k.cve IS NOT NULL
        THEN jsonb_build_object('dueOn', k.due_on, 'ransomware', k.ransomware, 'action', k.action) END AS "kevDetail",
      (SELECT released_at FROM feed WHERE name = 'kev') AS "kevReleasedAt",
      (SELECT released_at FROM feed WHERE name = 'epss') AS "epssReleasedAt", ${secretVerified} AS "secretVerified"
    FROM issue i
    LEFT JOIN vulnerability v ON v.id = i.vulnerability_id
    LEFT JOIN known_exploited k ON k.cve = v.name
    LEFT JOIN exploit_prediction e ON e.cve = v.name
    LEFT JOIN package p ON p.id = i.package_id
    LEFT JOIN rule r ON r.id = i.rule_id
    WHERE i.id = ${issueId}`)
  return row ?? null
}
