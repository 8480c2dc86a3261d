import sql from 'sql-template-tag'
import type { FeedFacts } from '../../domain/feed-news.ts'
import { namedCapabilities } from '../../domain/named-capabilities.ts'
import type { VulnerabilityObservation } from '../../domain/observation.ts'
import { SEVERITY_RANK } from '../../domain/severity.ts'
import type { CopyValue } from '../copy-text.ts'
import type { Tx } from '../database.ts'
import { feedFactsOf } from '../feeds/known-of.ts'
import { reserveIds } from '../reserve-ids.ts'

/** A stored vulnerability as risk reads it. */
export interface StoredVulnerability {
  id: number
  name: string
  cvssVector: string | null
  cvssScore: number | null
  cwes: string[]
  /** Named in its text as needed, without `CAP_`. */
  capabilities: string[]
  kevSince: string | null
  epss: number | null
}

type Known = StoredVulnerability & { modifiedAt: Date | null }

/** The vulnerabilities by name; new ones are stored, known ones take over a newer description. */
export async function ensureVulnerabilities(
  tx: Tx,
  found: ReadonlyMap<string, VulnerabilityObservation>,
): Promise<Map<string, StoredVulnerability>> {
  if (found.size === 0) return new Map()
  const known = await tx.query<Known>(sql`
    SELECT id, name, cvss_vector AS "cvssVector", cvss_score AS "cvssScore", cwes, capabilities, kev_since AS "kevSince", epss,
      modified_at AS "modifiedAt"
    FROM vulnerability WHERE name = ANY(${[...found.keys()]}::text[])`)
  const stored = new Map<string, StoredVulnerability>()
  const newer: Told[] = []
  for (const { modifiedAt, ...vulnerability } of known) {
    const { name } = vulnerability
    const told = found.get(name)
    const isNews = told?.modifiedAt && (modifiedAt === null || Date.parse(told.modifiedAt) > modifiedAt.getTime())
    if (isNews) newer.push({ ...told, ...worstOf(told), name })
    stored.set(name, isNews ? { ...vulnerability, ...facts(told, vulnerability) } : vulnerability)
  }
  await updateVulnerabilities(tx, newer)
  const fresh: Told[] = []
  for (const [name, told] of found) if (!stored.has(name)) fresh.push({ ...told, ...worstOf(told), name })
  for (const vulnerability of await insertVulnerabilities(tx, fresh)) stored.set(vulnerability.name, vulnerability)
  return stored
}

type Told = VulnerabilityObservation & { name: string; cvssVector: string | null; cvssScore: number | null }

/** The vector of the newest CVSS version, of several the worst. */
function worstOf({ cvss }: VulnerabilityObservation): { cvssVector: string | null; cvssScore: number | null } {
  const [best] = cvss.toSorted((a, b) => b.version.localeCompare(a.version) || b.score - a.score)
  return { cvssVector: best?.vector ?? null, cvssScore: best?.score ?? null }
}

/** What risk reads after an update: what is told, else what was known. */
function facts(told: VulnerabilityObservation, known: StoredVulnerability) {
  const { cvssVector, cvssScore } = worstOf(told)
  return {
    cvssVector: cvssVector ?? known.cvssVector,
    cvssScore: cvssScore ?? known.cvssScore,
    cwes: told.cwes.length > 0 ? told.cwes : known.cwes,
    capabilities: capabilitiesOf(told),
  }
}

function capabilitiesOf({ title, description }: VulnerabilityObservation): string[] {
  return namedCapabilities(`${title}. ${description}`)
}

async function insertVulnerabilities(tx: Tx, fresh: readonly Told[]): Promise<StoredVulnerability[]> {
  if (fresh.length === 0) return []
  const firstId = await reserveIds(tx, 'vulnerability', fresh.length)
  const inFeeds = await feedFactsOf(
    tx,
    fresh.map(({ name }) => name),
  )
  await tx.copy(
    sql`vulnerability (id, name, aliases, title, description, severity, cvss_vector, cvss_score, cvss, cwes, capabilities, links,
      published_at, modified_at, kev_since, epss)`,
    rowsOf(fresh, firstId, inFeeds),
  )
  return fresh.map((told, index) => {
    const { name, cvssVector, cvssScore, cwes } = told
    const capabilities = capabilitiesOf(told)
    return {
      id: firstId + index,
      name,
      cvssVector,
      cvssScore,
      cwes,
      capabilities,
      ...(inFeeds.get(name) ?? IN_NO_FEED),
    }
  })
}

const IN_NO_FEED: FeedFacts = { kevSince: null, epss: null }

function* rowsOf(
  fresh: readonly Told[],
  firstId: number,
  inFeeds: ReadonlyMap<string, FeedFacts>,
): Generator<CopyValue[]> {
  for (const [index, told] of fresh.entries()) {
    const { kevSince, epss } = inFeeds.get(told.name) ?? IN_NO_FEED
    yield [
      firstId + index,
      told.name,
      told.aliases,
      told.title,
      told.description,
      SEVERITY_RANK[told.severity],
      told.cvssVector,
      told.cvssScore,
      JSON.stringify(told.cvss),
      told.cwes,
      capabilitiesOf(told),
      told.references,
      told.publishedAt,
      told.modifiedAt,
      kevSince,
      epss,
    ]
  }
}

async function updateVulnerabilities(tx: Tx, newer: readonly Told[]): Promise<void> {
  if (newer.length === 0) return
  const lines = (texts: readonly string[]) => texts.join('\n')
  await tx.query(sql`
    UPDATE vulnerability v SET title = t.title, description = t.description, severity = t.severity, cvss = t.cvss,
      cvss_vector = COALESCE(t.cvss_vector, v.cvss_vector), cvss_score = COALESCE(t.cvss_score, v.cvss_score),
      cwes = COALESCE(NULLIF(string_to_array(t.cwes, chr(10)), '{}'), v.cwes),
      capabilities = string_to_array(t.capabilities, chr(10)), links = string_to_array(t.links, chr(10)),
      aliases = ARRAY(SELECT DISTINCT alias FROM unnest(v.aliases || string_to_array(t.aliases, chr(10))) AS alias),
      modified_at = t.modified_at
    FROM unnest(${newer.map(({ name }) => name)}::text[], ${newer.map(({ aliases }) => lines(aliases))}::text[],
      ${newer.map(({ title }) => title)}::text[], ${newer.map(({ description }) => description)}::text[],
      ${newer.map(({ severity }) => SEVERITY_RANK[severity])}::smallint[],
      ${newer.map(({ cvssVector }) => cvssVector)}::text[], ${newer.map(({ cvssScore }) => cvssScore)}::real[],
      ${newer.map(({ cvss }) => JSON.stringify(cvss))}::jsonb[], ${newer.map(({ cwes }) => lines(cwes))}::text[],
      ${newer.map((told) => lines(capabilitiesOf(told)))}::text[],
      ${newer.map(({ references }) => lines(references))}::text[], ${newer.map(({ modifiedAt }) => modifiedAt)}::timestamptz[])
      AS t (name, aliases, title, description, severity, cvss_vector, cvss_score, cvss, cwes, capabilities, links, modified_at)
    WHERE v.name = t.name`)
}
