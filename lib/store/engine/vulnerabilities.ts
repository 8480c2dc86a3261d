import sql from 'sql-template-tag'
import type { VulnerabilityObservation } from '../../domain/observation.ts'
import { SEVERITY_RANK } from '../../domain/severity.ts'
import type { Db } from '../database.ts'

/** A stored vulnerability as risk reads it. */
export interface StoredVulnerability {
  id: number
  name: string
  cvssVector: string | null
  cvssScore: number | null
  cwes: string[]
  kevSince: string | null
  epss: number | null
}

type Known = StoredVulnerability & { modifiedAt: Date | null }

/** The vulnerabilities by name; new ones are stored, known ones take over a newer description. */
export async function ensureVulnerabilities(
  tx: Db,
  found: ReadonlyMap<string, VulnerabilityObservation>,
): Promise<Map<string, StoredVulnerability>> {
  const rows = await tx.query<Known>(sql`
    SELECT id, name, cvss_vector AS "cvssVector", cvss_score AS "cvssScore", cwes, kev_since AS "kevSince", epss,
      modified_at AS "modifiedAt"
    FROM vulnerability WHERE name = ANY(${[...found.keys()]}::text[])`)
  const stored = new Map<string, Known>(rows.map((row) => [row.name, row]))
  const told = [...found].filter(([name, { modifiedAt }]) => isNews(stored.get(name), modifiedAt))
  for (const row of await storeVulnerabilities(tx, told)) stored.set(row.name, row)
  return stored
}

function isNews(known: Known | undefined, modifiedAt: string | null): boolean {
  if (!known) return true
  return modifiedAt !== null && (known.modifiedAt === null || Date.parse(modifiedAt) > known.modifiedAt.getTime())
}

async function storeVulnerabilities(
  tx: Db,
  told: readonly (readonly [name: string, VulnerabilityObservation])[],
): Promise<Known[]> {
  if (told.length === 0) return []
  const all = told.map(([, vulnerability]) => vulnerability)
  const best = all.map(
    ({ cvss }) => cvss.toSorted((a, b) => b.version.localeCompare(a.version) || b.score - a.score)[0],
  )
  return tx.query(sql`
    INSERT INTO vulnerability (name, aliases, title, description, severity, cvss_vector, cvss_score, cvss, cwes, links, published_at, modified_at)
    SELECT v.name, string_to_array(v.aliases, chr(10)), v.title, v.description, v.severity, v.vector, v.score, v.cvss,
      string_to_array(v.cwes, chr(10)), string_to_array(v.links, chr(10)), v.published_at, v.modified_at
    FROM unnest(${told.map(([name]) => name)}::text[], ${all.map(({ aliases }) => aliases.join('\n'))}::text[],
      ${all.map(({ title }) => title)}::text[],
      ${all.map(({ description }) => description)}::text[], ${all.map(({ severity }) => SEVERITY_RANK[severity])}::smallint[],
      ${best.map((one) => one?.vector ?? null)}::text[], ${best.map((one) => one?.score ?? null)}::real[],
      ${all.map(({ cvss }) => JSON.stringify(cvss))}::jsonb[], ${all.map(({ cwes }) => cwes.join('\n'))}::text[],
      ${all.map(({ references }) => references.join('\n'))}::text[], ${all.map(({ publishedAt }) => publishedAt)}::timestamptz[],
      ${all.map(({ modifiedAt }) => modifiedAt)}::timestamptz[])
      AS v (name, aliases, title, description, severity, vector, score, cvss, cwes, links, published_at, modified_at)
    ON CONFLICT (name) DO UPDATE SET title = EXCLUDED.title, description = EXCLUDED.description, severity = EXCLUDED.severity,
      cvss_vector = COALESCE(EXCLUDED.cvss_vector, vulnerability.cvss_vector),
      cvss_score = COALESCE(EXCLUDED.cvss_score, vulnerability.cvss_score),
      cvss = EXCLUDED.cvss, modified_at = EXCLUDED.modified_at,
      aliases = ARRAY(SELECT DISTINCT unnest(vulnerability.aliases || EXCLUDED.aliases)),
      links = EXCLUDED.links, cwes = CASE WHEN EXCLUDED.cwes = '{}' THEN vulnerability.cwes ELSE EXCLUDED.cwes END
    RETURNING id, name, cvss_vector AS "cvssVector", cvss_score AS "cvssScore", cwes, kev_since AS "kevSince", epss,
      modified_at AS "modifiedAt"`)
}
