import type { Subject, VexStatus } from '../domain/observation.ts'
import { type Package, packageOf } from './cyclonedx-component.ts'
import { linkedPackage, linkOf, placeOf, productOf, withVersion } from './cyclonedx-product.ts'
import {
  type StatedVersion,
  type Statements,
  statementOf,
  statementsOf,
  statusOf,
  versionsOf,
} from './cyclonedx-statement.ts'
import { findingsOf, idOf } from './cyclonedx-vulnerability.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { MAX } from './package-findings.ts'
import type { RecordReading, ReportOptions } from './report-format.ts'
import { unreadAt } from './repository-findings.ts'
import { type VexProduct, wholeProduct } from './vex-product.ts'

interface Context {
  root: JsonObject
  /** The component that the document describes. */
  described: JsonObject | null
  /** Null for a document that states something of products elsewhere. */
  subject: Subject | null
  /** Of vulnerabilities; null where none was looked for here. */
  scope: number | null
  options: ReportOptions
}

/** What a vulnerability is said to affect. `found` is null where it is nothing of this document. */
interface Target {
  ref: string
  found: Package | null
  isDescribed: boolean
  versions: StatedVersion[]
}

/** Vulnerabilities that come before the components which they name wait for these; so many at most. */
const MAX_WAITING = 10_000
const NOT_OPEN = new Set<VexStatus | null>(['not_affected', 'fixed'])

/** Reads vulnerabilities, by what the document's components are called in it. */
export class AffectedReader {
  readonly #context: Context
  readonly #statements: Statements
  readonly #packages = new Map<string, Package>()
  readonly #described: { ref: string; found: Package } | null
  #waiting: { stated: JsonObject; place: string }[] = []
  readonly #serial: string
  readonly #mayFollow: boolean

  constructor(context: Context) {
    this.#context = context
    this.#statements = statementsOf(context.root, context.options)
    const { described, root } = context
    this.#described = described && { ref: text(described, 'bom-ref', MAX.path), found: packageOf(described) }
    this.#serial = text(root, 'serialNumber', MAX.ref)
      .replace(/^urn:uuid:/i, '')
      .toLowerCase()
    this.#mayFollow = asArray(member(root, 'components')).length > 0
  }

  /** A component, by its name in this document. */
  know(ref: string, found: Package): void {
    if (ref !== '') this.#packages.set(ref, found)
  }

  /** One vulnerability of the document; nothing yet while the components may follow. */
  read(stated: JsonObject, place: string): RecordReading[] {
    if (this.#packages.size > 0 || !this.#mayFollow) return this.#told(stated, place)
    if (this.#waiting.length === MAX_WAITING) {
      return [unreadAt(place, `It stands before the components that it names, as ${MAX_WAITING} others do`)]
    }
    this.#waiting.push({ stated, place })
    return []
  }

  /** One vulnerability of a component, as the extension of 1.2 has it. */
  readIn(stated: JsonObject | null, found: Package, place: string): RecordReading[] {
    if (stated === null) return [unreadAt(place, 'This is not an object')]
    const target = { ref: '', found, isDescribed: false, versions: versionsOf(null) }
    return idOf(stated) === '' ? [unreadAt(place, 'It has no id')] : this.#about(stated, target, place)
  }

  *finished(): Generator<RecordReading> {
    for (const { stated, place } of this.#waiting) yield* this.#told(stated, place)
    this.#waiting = []
  }

  #told(stated: JsonObject, place: string): RecordReading[] {
    if (idOf(stated) === '') return [unreadAt(place, 'It has no id')]
    const affected = asArray(member(stated, 'affects')).map(asObject)
    const targets = affected.map((one, index) => ({
      at: `${place}.affects[${index}]`,
      target: this.#target(text(one, 'ref', MAX.path), versionsOf(one)),
    }))
    if (targets.length === 0) {
      // Some tools name the component by the vulnerability's own name, as the extension of 1.2 had it.
      const own = ['ref', 'bom-ref'].map((key) => this.#target(text(stated, key, MAX.path), versionsOf(null)))
      const target = own.find(({ found }) => found !== null)
      if (target === undefined) return [unreadAt(place, 'It does not say what it affects')]
      targets.push({ at: place, target })
    }
    return targets.flatMap(({ at, target }) => this.#about(stated, target, at))
  }

  /** A name in this document, also as a link to it (BOM-Link); else a package URL, which says it by itself. */
  #target(ref: string, versions: StatedVersion[]): Target {
    const { serial, inside } = linkOf(ref)
    const name = serial !== '' && serial === this.#serial ? inside : ref
    const isDescribed = name !== '' && name === this.#described?.ref
    const known = isDescribed ? this.#described?.found : this.#packages.get(name)
    return { ref: inside, found: known ?? null, isDescribed, versions }
  }

  #about(stated: JsonObject, target: Target, place: string): RecordReading[] {
    const status = statusOf(stated)
    const found = target.found ?? linkedPackage(target.ref)
    const isUnaffected = target.versions.some((one) => one.unaffected && one.version === found?.version)
    const isOpen = !NOT_OPEN.has(status) && !isUnaffected
    const told: RecordReading[] = []
    if (status !== null || isUnaffected) told.push(...this.#stated(stated, status ?? 'not_affected', target, place))
    const { scope, options } = this.#context
    if (isOpen && scope !== null && found !== null) told.push(...[findingsOf(stated, found, scope, options)].flat())
    else if (isOpen && status === null) told.push(unreadAt(place, this.#whyUnread(target)))
    return told
  }

  #whyUnread({ ref, found }: Target): string {
    if (this.#context.scope !== null) return `It affects ${shown(ref)}, which is no component of this document`
    const thing = found === null ? shown(ref) : found.packageName
    return `It affects ${thing}, of which nothing is stated: say with image= or repository= what that is here`
  }

  #stated(stated: JsonObject, status: VexStatus, target: Target, place: string): RecordReading[] {
    const { options } = this.#context
    return this.#products(target, status).map(({ product, as }) =>
      typeof product === 'string'
        ? unreadAt(place, product)
        : statementOf(stated, as, product, this.#statements, options),
    )
  }

  /** What a statement is about: a package in what the document describes, all of that, or a product elsewhere. */
  #products(
    { ref, found, isDescribed, versions }: Target,
    status: VexStatus,
  ): { product: VexProduct | string; as: VexStatus }[] {
    const { subject, options } = this.#context
    if (subject !== null && found !== null) {
      const inside = isDescribed ? { purl: '', version: '' } : { purl: found.purl, version: found.version }
      return [{ product: { ...placeOf(subject), ...inside }, as: status }]
    }
    const named = isDescribed ? this.#context.described : null
    return versions.map(({ version, isRange, unaffected }) => ({
      product: withVersion(wholeProduct(productOf(ref, found, named, isRange), options), version),
      as: unaffected ? 'not_affected' : status,
    }))
  }
}

function shown(ref: string): string {
  return JSON.stringify(ref.slice(0, 200))
}
