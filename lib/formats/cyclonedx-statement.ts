import type { VexObservation, VexStatus } from '../domain/observation.ts'
import { idOf, relatedNames } from './cyclonedx-vulnerability.ts'
import { saneDate } from './dates.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { aliasesOf, MAX, MAX_LIST } from './package-findings.ts'
import type { ReportOptions } from './report-format.ts'
import type { VexProduct } from './vex-product.ts'

/** @see https://cyclonedx.org/docs/1.6/json/#vulnerabilities_items_analysis_state */
const STATUSES: ReadonlyMap<string, VexStatus> = new Map([
  ['not_affected', 'not_affected'],
  ['false_positive', 'not_affected'],
  ['resolved', 'fixed'],
  ['resolved_with_pedigree', 'fixed'],
  ['exploitable', 'affected'],
  ['in_triage', 'under_investigation'],
])
const MAX_STATEMENT = 5000

/** Null where nobody has analysed the vulnerability. */
export function statusOf(stated: JsonObject): VexStatus | null {
  return STATUSES.get(text(asObject(member(stated, 'analysis')), 'state', 50)) ?? null
}

/** Who states something in this document, and when. */
export interface Statements {
  document: string
  author: string
  statedAt: string | null
}

export function statementsOf(root: JsonObject | null, { receivedAt }: ReportOptions): Statements {
  const metadata = asObject(member(root, 'metadata'))
  const named = ['supplier', 'manufacturer', 'manufacture'].map((key) =>
    text(asObject(member(metadata, key)), 'name', MAX.name),
  )
  const [author] = asArray(member(metadata, 'authors'))
  return {
    document: text(root, 'serialNumber', MAX.ref),
    author: named.find((name) => name !== '') ?? text(asObject(author), 'name', MAX.name),
    statedAt: saneDate(member(metadata, 'timestamp'), receivedAt),
  }
}

/** What the analysis of a vulnerability states of one product. */
export function statementOf(
  stated: JsonObject,
  status: VexStatus,
  product: VexProduct,
  { statedAt, ...document }: Statements,
  { receivedAt }: ReportOptions,
): VexObservation {
  const analysis = asObject(member(stated, 'analysis'))
  const id = idOf(stated)
  const names = relatedNames(stated).map((name) => name.trim().toUpperCase())
  const dates = [member(analysis, 'lastUpdated'), member(analysis, 'firstIssued'), member(stated, 'updated')]
  return {
    type: 'vex',
    ...document,
    id,
    aliases: aliasesOf(id, [...new Set(names)]),
    status,
    justification: text(analysis, 'justification', 100),
    statement: text(analysis, 'detail', MAX_STATEMENT),
    statedAt: dates.map((date) => saneDate(date, receivedAt)).find((date) => date !== null) ?? statedAt,
    ...product,
  }
}

/** A version of what a vulnerability affects; '' for all. A range lists none that can be told. */
export interface StatedVersion {
  version: string
  isRange: boolean
  unaffected: boolean
}

export function versionsOf(affected: JsonObject | null): StatedVersion[] {
  const listed = asArray(member(affected, 'versions')).slice(0, MAX_LIST).map(asObject)
  const versions = listed.map((one) => ({
    version: text(one, 'version', MAX.version),
    isRange: text(one, 'version', MAX.version) === '' && text(one, 'range', MAX.ref) !== '',
    unaffected: text(one, 'status', 50) === 'unaffected',
  }))
  return versions.length > 0 ? versions : [{ version: '', isRange: false, unaffected: false }]
}
