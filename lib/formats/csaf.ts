import type { VexObservation, VexStatus } from '../domain/observation.ts'
import { CsafProducts } from './csaf-products.ts'
import { saneDate } from './dates.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, member, text, texts } from './json-access.ts'
import { aliasesOf, MAX } from './package-findings.ts'
import { placeName } from './record-paths.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { unreadAt } from './repository-findings.ts'

/** A security advisory or a VEX document. @see https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html */
export const csafJson: ReportFormat = {
  name: 'csaf',
  title: 'CSAF advisory or VEX document',
  source: 'csaf',
  records: ['vulnerabilities.*'],
  ignored: [],
  recognises: (outline) => {
    const document = asObject(member(asObject(outline), 'document'))
    return typeof member(document, 'csaf_version') === 'string' && asObject(member(document, 'tracking')) !== null
  },
  header: (outline, options) => {
    const tracking = asObject(member(asObject(member(asObject(outline), 'document')), 'tracking'))
    const engine = asObject(member(asObject(member(tracking, 'generator')), 'engine'))
    const tool = ['name', 'version'].map((key) => text(engine, key, 100)).filter((part) => part !== '')
    return {
      format: csafJson.name,
      source: csafJson.source,
      toolVersion: tool.join(' ') || null,
      scannedAt: releaseOf(tracking, options),
    }
  },
  read,
}

/** @see CSAF 2.0 §3.2.3.9 */
const STATUSES: readonly (readonly [string, VexStatus])[] = [
  ['known_not_affected', 'not_affected'],
  ['fixed', 'fixed'],
  ['first_fixed', 'fixed'],
  ['recommended', 'fixed'],
  ['known_affected', 'affected'],
  ['first_affected', 'affected'],
  ['last_affected', 'affected'],
  ['under_investigation', 'under_investigation'],
  ['unknown', 'under_investigation'],
]
const KNOWN = new Set(STATUSES.map(([key]) => key))
const MAX_STATEMENT = 5000

function read(outline: unknown, options: ReportOptions): ReportReading {
  const root = asObject(outline)
  const document = asObject(member(root, 'document'))
  if (document === null) throw new FormatError('invalid', 'The report has no document: it does not say who states what')
  const tracking = asObject(member(document, 'tracking'))
  const products = new CsafProducts(asObject(member(root, 'product_tree')), options)
  const said = {
    type: 'vex' as const,
    document: text(tracking, 'id', MAX.ref),
    author: text(asObject(member(document, 'publisher')), 'name', MAX.name),
    statedAt: releaseOf(tracking, options),
  }
  return {
    scopes: [],
    unread: [],
    record: ({ pattern, indexes }, value) => [
      ...statementsOf(placeName(pattern, indexes), asObject(value), products, said),
    ],
  }
}

/** What is said of one vulnerability, by product. */
function* statementsOf(
  place: string,
  stated: JsonObject | null,
  products: CsafProducts,
  said: Pick<VexObservation, 'type' | 'document' | 'author' | 'statedAt'>,
): Generator<RecordReading> {
  const [id, ...others] = namesOf(stated)
  if (id === undefined) return yield unreadAt(place, 'It does not say which vulnerability it is about')
  const status = asObject(member(stated, 'product_status'))
  const strange = Object.keys(status ?? {}).filter((key) => !KNOWN.has(key))
  for (const key of strange) yield unreadAt(`${place}.product_status.${key}`, 'The standard knows no such status')
  const partOf = partReader(stated, products)
  // A product can be fixed and recommended at once: the first that is said of it holds.
  const done = new Set<string>()
  for (const [key, meaning] of STATUSES) {
    for (const [index, product] of texts(status, key, MAX.ref, Number.POSITIVE_INFINITY).entries()) {
      if (done.has(product)) continue
      done.add(product)
      const told = products.told(product)
      if (typeof told === 'string') yield unreadAt(`${place}.product_status.${key}[${index}]`, told)
      else yield { ...said, id, aliases: aliasesOf(id, others), status: meaning, ...partOf(meaning, product), ...told }
    }
  }
}

type Reason = Pick<VexObservation, 'justification' | 'statement'>

/** Why a product is not affected, or what to do about it where it is. */
function partReader(stated: JsonObject | null, products: CsafProducts): (status: VexStatus, product: string) => Reason {
  const listed = (key: string) =>
    asArray(member(stated, key))
      .map(asObject)
      .map((part) => ({ part, about: products.about(part) }))
  const flags = listed('flags')
  const threats = listed('threats').filter(({ part }) => text(part, 'category', 50) === 'impact')
  const remediations = listed('remediations')
  return (status, product) => {
    const of = (parts: typeof flags) => parts.find(({ about }) => about === null || about.has(product))?.part ?? null
    const words = text(of(status === 'not_affected' ? threats : remediations), 'details', MAX_STATEMENT)
    return { justification: status === 'not_affected' ? text(of(flags), 'label', 100) : '', statement: words }
  }
}

/** All names of the vulnerability, upper case, the one that it goes by first. */
function namesOf(stated: JsonObject | null): string[] {
  const ids = asArray(member(stated, 'ids')).map((one) => text(asObject(one), 'text', MAX.id))
  const names = [text(stated, 'cve', MAX.id), ...ids].map((name) => name.trim().toUpperCase())
  return [...new Set(names.filter((name) => name !== ''))]
}

function releaseOf(tracking: JsonObject | null, { receivedAt }: ReportOptions): string | null {
  const dates = ['current_release_date', 'initial_release_date'].map((key) =>
    saneDate(member(tracking, key), receivedAt),
  )
  return dates.find((date) => date !== null) ?? null
}
