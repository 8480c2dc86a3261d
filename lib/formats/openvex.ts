import { VEX_STATUSES, type VexObservation } from '../domain/observation.ts'
import { saneDate } from './dates.ts'
import { asArray, asObject, type JsonObject, member, text, texts } from './json-access.ts'
import { aliasesOf, MAX, MAX_LIST } from './package-findings.ts'
import { placeName } from './record-paths.ts'
import type { RecordPlace, RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { requiredList, unreadAt } from './repository-findings.ts'
import { packageInside, type StatedProduct, type VexProduct, wholeProduct } from './vex-product.ts'

/** One document or a list of them. @see https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md */
export const openvexJson: ReportFormat = {
  name: 'openvex',
  title: 'OpenVEX document',
  source: 'openvex',
  records: ['*', 'statements.*'],
  ignored: [],
  recognises: (outline) => isDocument(Array.isArray(outline) ? asObject(outline[0]) : asObject(outline)),
  header: (outline, options) => {
    const root = Array.isArray(outline) ? asObject(outline[0]) : asObject(outline)
    return {
      format: openvexJson.name,
      source: openvexJson.source,
      toolVersion: text(root, 'tooling', 100) || null,
      scannedAt: dateOf(root, options),
    }
  },
  read,
}

const MAX_STATEMENT = 5000
/** Vulnerabilities can be named by the address of a page on them; its last part is then the id. */
const ID = /^[A-Z][A-Z0-9]*-[A-Z0-9_.:-]+$/

function isDocument(root: JsonObject | null): boolean {
  const contexts = [member(root, '@context')].flat()
  return contexts.some((one) => typeof one === 'string' && /^https?:\/\/openvex\.dev\/ns(?:\/|@|$)/.test(one))
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const root = asObject(outline)
  if (!Array.isArray(outline)) requiredList(member(root, 'statements'), 'statements')
  return {
    scopes: [],
    unread: [],
    record: (place, value) =>
      place.pattern === '*' ? documentOf(place, value, options) : statementOf(placeOf(place), value, root, options),
  }
}

const placeOf = ({ pattern, indexes }: RecordPlace) => placeName(pattern, indexes)

function documentOf(place: RecordPlace, value: unknown, options: ReportOptions): RecordReading[] {
  const document = asObject(value)
  if (!isDocument(document)) return [unreadAt(placeOf(place), 'This is no OpenVEX document')]
  return asArray(member(document, 'statements')).flatMap((statement, index) =>
    statementOf(`${placeOf(place)}.statements[${index}]`, statement, document, options),
  )
}

/** What one statement says, once for each of its products, or for each package that it names in one. */
function statementOf(
  place: string,
  value: unknown,
  document: JsonObject | null,
  options: ReportOptions,
): RecordReading[] {
  const stated = asObject(value)
  const [id, ...others] = vulnerabilityNames(stated)
  if (id === undefined) return [unreadAt(place, 'It does not say which vulnerability it is about')]
  const status = VEX_STATUSES.find((one) => one === text(stated, 'status', 50))
  if (status === undefined) return [unreadAt(place, 'It has no status that the standard knows')]
  const all = productsOf(stated, options)
  if (all.length === 0) return [unreadAt(place, 'It names no product')]
  const said: Omit<VexObservation, keyof VexProduct> = {
    type: 'vex',
    document: text(document, '@id', MAX.ref) || text(document, 'id', MAX.ref),
    author: text(document, 'author', MAX.name),
    id,
    aliases: aliasesOf(id, others),
    status,
    justification: text(stated, 'justification', 100),
    statement: wordsOf(stated),
    statedAt: dateOf(stated, options) ?? dateOf(document, options),
  }
  return all.map(({ at, told }) => (typeof told === 'string' ? unreadAt(`${place}.${at}`, told) : { ...said, ...told }))
}

function productsOf(stated: JsonObject | null, options: ReportOptions): { at: string; told: VexProduct | string }[] {
  // Before v0.2.0 the packages stood beside the products, and belonged to each of them.
  const shared = asArray(member(stated, 'subcomponents'))
  const products = asArray(member(stated, 'products'))
  // A document that goes along with what it is about need not name it.
  const sent = [options.image ?? options.repository].filter((one) => one !== undefined)
  return (products.length > 0 ? products : sent).flatMap((value, index) => {
    const at = `products[${index}]`
    const product = productOf(value)
    const own = asArray(member(asObject(value), 'subcomponents'))
    const inside = own.length > 0 ? own : shared
    if (inside.length === 0) return [{ at, told: wholeProduct(product, options) }]
    return inside.map((one, number) => ({
      at: own.length > 0 ? `${at}.subcomponents[${number}]` : at,
      told: packageInside(product, productOf(one), options),
    }))
  })
}

function productOf(value: unknown): StatedProduct {
  const stated = typeof value === 'string' ? { '@id': value } : asObject(value)
  const identifiers = asObject(member(stated, 'identifiers'))
  const hashes = asObject(member(stated, 'hashes'))
  const name = text(stated, '@id', MAX.ref) || text(stated, 'id', MAX.ref)
  return {
    names: [name].filter((one) => one !== ''),
    purls: [text(identifiers, 'purl', MAX.ref), name].filter((one) => /^pkg:/i.test(one)),
    cpes: ['cpe23', 'cpe22'].map((key) => text(identifiers, key, MAX.ref)),
    sha256: text(hashes, 'sha-256', 100) || text(hashes, 'sha256', 100),
  }
}

/** All names of the vulnerability, upper case, the one that it goes by first. */
function vulnerabilityNames(stated: JsonObject | null): string[] {
  const value = member(stated, 'vulnerability')
  const told = typeof value === 'string' ? { name: value } : asObject(value)
  const listed = [text(told, 'name', MAX.id), text(told, '@id', MAX.url), ...texts(told, 'aliases', MAX.url, MAX_LIST)]
  const names = listed.map((name) => {
    const upper = name.trim().toUpperCase()
    const last = upper.split(/[/#?=]/).at(-1) ?? ''
    if (!upper.includes('://')) return upper
    return ID.test(last) ? last : ''
  })
  return [...new Set(names.filter((name) => name !== ''))]
}

function wordsOf(stated: JsonObject | null): string {
  const words = ['impact_statement', 'action_statement', 'status_notes'].map((key) => text(stated, key, MAX_STATEMENT))
  return text({ words: words.filter((one) => one !== '').join('\n') }, 'words', MAX_STATEMENT)
}

function dateOf(stated: JsonObject | null, { receivedAt }: ReportOptions): string | null {
  return saneDate(member(stated, 'last_updated'), receivedAt) ?? saneDate(member(stated, 'timestamp'), receivedAt)
}
