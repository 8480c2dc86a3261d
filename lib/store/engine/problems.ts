import sql from 'sql-template-tag'
import type { VulnerabilityObservation } from '../../domain/observation.ts'
import type { Db } from '../database.ts'

type Ids = Map<string, number>

const idsOf = (rows: readonly { name: string; id: number }[]): Ids => new Map(rows.map(({ name, id }) => [name, id]))

/** Ids of packages by purl, and of rules by name; new ones are stored. */
export async function ensurePackages(
  tx: Db,
  found: ReadonlyMap<string, Pick<VulnerabilityObservation, 'packageName' | 'packageType'>>,
): Promise<Ids> {
  if (found.size === 0) return new Map()
  const known = idsOf(
    await tx.query(sql`SELECT purl AS name, id FROM package WHERE purl = ANY(${[...found.keys()]}::text[])`),
  )
  const fresh = [...found].filter(([purl]) => !known.has(purl))
  if (fresh.length === 0) return known
  const rows = await tx.query<{ name: string; id: number }>(sql`
    INSERT INTO package (purl, name, type)
    SELECT * FROM unnest(${fresh.map(([purl]) => purl)}::text[], ${fresh.map(([, { packageName }]) => packageName)}::text[],
      ${fresh.map(([, { packageType }]) => packageType)}::text[])
    ON CONFLICT (purl) DO UPDATE SET purl = EXCLUDED.purl RETURNING purl AS name, id`)
  for (const { name, id } of rows) known.set(name, id)
  return known
}

export interface RuleText {
  title: string
  description: string
  remediation: string
  severity: number
  links: string[]
}

export async function ensureRules(tx: Db, found: ReadonlyMap<string, RuleText>): Promise<Ids> {
  if (found.size === 0) return new Map()
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
