import sql from 'sql-template-tag'
import type { VulnerabilityObservation } from '../../domain/observation.ts'
import { SEVERITY_RANK } from '../../domain/severity.ts'
import type { Db } from '../database.ts'

type Ids = Map<string, number>

const idsOf = (rows: readonly { name: string; id: number }[]): Ids => new Map(rows.map(({ name, id }) => [name, id]))

/** Ids of vulnerabilities by name; new ones are stored, known ones take over a newer description. */
export async function ensureVulnerabilities(
  tx: Db,
  found: ReadonlyMap<string, VulnerabilityObservation>,
): Promise<Ids> {
  const names = [...found.keys()]
  const all = [...found.values()]
  const best = all.map(
    ({ cvss }) => cvss.toSorted((a, b) => b.version.localeCompare(a.version) || b.score - a.score)[0],
  )
  await tx.query(sql`
    INSERT INTO vulnerability (name, aliases, title, description, severity, cvss_vector, cvss_score, cvss, cwes, links, published_at, modified_at)
    SELECT v.name, ARRAY(SELECT jsonb_array_elements_text(v.aliases)), v.title, v.description, v.severity, v.vector, v.score, v.cvss,
      ARRAY(SELECT jsonb_array_elements_text(v.cwes)), ARRAY(SELECT jsonb_array_elements_text(v.links)), v.published_at, v.modified_at
    FROM unnest(${names}::text[], ${all.map(({ aliases }) => JSON.stringify(aliases))}::jsonb[], ${all.map(({ title }) => title)}::text[],
      ${all.map(({ description }) => description)}::text[], ${all.map(({ severity }) => SEVERITY_RANK[severity])}::smallint[],
      ${best.map((one) => one?.vector ?? null)}::text[], ${best.map((one) => one?.score ?? null)}::real[],
      ${all.map(({ cvss }) => JSON.stringify(cvss))}::jsonb[], ${all.map(({ cwes }) => JSON.stringify(cwes))}::jsonb[],
      ${all.map(({ references }) => JSON.stringify(references))}::jsonb[], ${all.map(({ publishedAt }) => publishedAt)}::timestamptz[],
      ${all.map(({ modifiedAt }) => modifiedAt)}::timestamptz[])
      AS v (name, aliases, title, description, severity, vector, score, cvss, cwes, links, published_at, modified_at)
    ON CONFLICT (name) DO UPDATE SET title = EXCLUDED.title, description = EXCLUDED.description, severity = EXCLUDED.severity,
      cvss_vector = EXCLUDED.cvss_vector, cvss_score = EXCLUDED.cvss_score, cvss = EXCLUDED.cvss, modified_at = EXCLUDED.modified_at
    WHERE EXCLUDED.modified_at > vulnerability.modified_at`)
  return idsOf(await tx.query(sql`SELECT name, id FROM vulnerability WHERE name = ANY(${names}::text[])`))
}

export async function ensurePackages(tx: Db, found: ReadonlyMap<string, VulnerabilityObservation>): Promise<Ids> {
  const purls = [...found.keys()]
  const all = [...found.values()]
  await tx.query(sql`
    INSERT INTO package (purl, name, type)
    SELECT * FROM unnest(${purls}::text[], ${all.map(({ packageName }) => packageName)}::text[], ${all.map(({ packageType }) => packageType)}::text[])
    ON CONFLICT (purl) DO NOTHING`)
  return idsOf(await tx.query(sql`SELECT purl AS name, id FROM package WHERE purl = ANY(${purls}::text[])`))
}

export interface RuleText {
  title: string
  description: string
  remediation: string
  severity: number
  links: string[]
}

export async function ensureRules(tx: Db, found: ReadonlyMap<string, RuleText>): Promise<Ids> {
  const names = [...found.keys()]
  const all = [...found.values()]
  await tx.query(sql`
    INSERT INTO rule (name, title, description, remediation, severity, links)
    SELECT r.name, r.title, r.description, r.remediation, r.severity, ARRAY(SELECT jsonb_array_elements_text(r.links))
    FROM unnest(${names}::text[], ${all.map(({ title }) => title)}::text[], ${all.map(({ description }) => description)}::text[],
      ${all.map(({ remediation }) => remediation)}::text[], ${all.map(({ severity }) => severity)}::smallint[],
      ${all.map(({ links }) => JSON.stringify(links))}::jsonb[]) AS r (name, title, description, remediation, severity, links)
    ON CONFLICT (name) DO NOTHING`)
  return idsOf(await tx.query(sql`SELECT name, id FROM rule WHERE name = ANY(${names}::text[])`))
}
