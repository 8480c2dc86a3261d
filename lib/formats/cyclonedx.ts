import type { ComponentObservation, ScopeObservation, Subject } from '../domain/observation.ts'
import { AffectedReader } from './cyclonedx-affected.ts'
import { isPackage, type Package, packageOf } from './cyclonedx-component.ts'
import { isImage, sourceOf, subjectOf } from './cyclonedx-subject.ts'
import { saneDate } from './dates.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { MAX } from './package-findings.ts'
import { placeName } from './record-paths.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { readRecord, unreadAt } from './repository-findings.ts'
import { ScopeList } from './scope-list.ts'

/** JSON, and the XML that `json-stage.ts` turned into it. @see https://cyclonedx.org/docs/1.6/json/ */
export const cyclonedx: ReportFormat = {
  name: 'cyclonedx',
  title: 'CycloneDX bill of materials',
  source: 'cyclonedx',
  records: ['components.*', 'vulnerabilities.*'],
  ignored: ['dependencies.*', 'services.*', 'compositions.*', 'annotations.*', 'formulation.*'],
  recognises: (outline) => text(asObject(outline), 'bomFormat', 50) === 'CycloneDX',
  header: (outline, options) => {
    const metadata = asObject(member(asObject(outline), 'metadata'))
    return {
      format: cyclonedx.name,
      ...sourceOf(metadata),
      scannedAt: saneDate(member(metadata, 'timestamp'), options.receivedAt),
    }
  },
  read,
}

const NOTHING = 'The document lists no components and no vulnerabilities: it closes nothing'
/** Nested components are as deep as a document can be. */
const MAX_NESTING = 64

function read(outline: unknown, options: ReportOptions): ReportReading {
  const root = asObject(outline)
  const version = text(root, 'specVersion', 20)
  if (!/^1(?:\.\d{1,2})?$/.test(version) || root === null) {
    throw new FormatError('invalid', `CycloneDX ${version || 'without a specVersion'} is not read, only 1.x`)
  }
  const described = asObject(member(asObject(member(root, 'metadata')), 'component'))
  const { list, inventory, vulnerabilities, subject } = scopesOf(root, described, options)
  const affected = new AffectedReader({ root, described, subject, scope: vulnerabilities, options })
  function* componentsOf(component: JsonObject, place: string, depth = 0): Generator<RecordReading> {
    const found = packageOf(component)
    affected.know(text(component, 'bom-ref', MAX.path), found)
    if (inventory !== null && isPackage(component)) yield componentOf(found, inventory)
    for (const [index, stated] of asArray(member(component, 'vulnerabilities')).entries()) {
      yield* affected.readIn(asObject(stated), found, `${place}.vulnerabilities[${index}]`)
    }
    for (const [index, one] of asArray(member(component, 'components')).entries()) {
      const inside = asObject(one)
      const at = `${place}.components[${index}]`
      if (inside !== null && depth < MAX_NESTING) yield* componentsOf(inside, at, depth + 1)
      else yield unreadAt(at, 'This is not an object')
    }
  }
  return {
    scopes: list,
    unread: list.length === 0 && !lists(root, 'vulnerabilities') ? [unreadAt('', NOTHING)] : [],
    *outlined() {
      for (const [index, one] of asArray(member(described, 'components')).entries()) {
        const inside = asObject(one)
        if (inside !== null) yield* componentsOf(inside, `metadata.component.components[${index}]`)
      }
    },
    record: (place, value) =>
      readRecord(place, value, (object) =>
        place.pattern === 'components.*'
          ? [...componentsOf(object, placeName(place.pattern, place.indexes))]
          : affected.read(object, placeName(place.pattern, place.indexes)),
      ),
    finished: () => affected.finished(),
  }
}

interface Scopes {
  list: ScopeObservation[]
  inventory: number | null
  vulnerabilities: number | null
  subject: Subject | null
}

/**
 * A list of components is an inventory. Vulnerabilities are a scan only where there are some: tools that look for none write an
 * empty list too. A document without components states something of products elsewhere, and has scanned nothing whole.
 */
function scopesOf(root: JsonObject, described: JsonObject | null, options: ReportOptions): Scopes {
  const hasComponents = lists(root, 'components') || lists(described, 'components')
  const isScan =
    lists(root, 'vulnerabilities') ||
    member(root, 'componentVulnerabilities') === true ||
    (hasComponents && options.declaredScans?.includes('vulnerability') === true)
  const isTold = options.image !== undefined || options.repository !== undefined
  if (!hasComponents && !(isScan && (isTold || isImage(described)))) {
    return { list: [], inventory: null, vulnerabilities: null, subject: null }
  }
  const subject = subjectOf(described, options)
  const scopes = new ScopeList('inventory')
  const inventory = hasComponents ? scopes.of(subject) : null
  const vulnerabilities = isScan ? scopes.of(subject, hasComponents, { scan: 'vulnerability' }) : null
  return { list: scopes.scopes, inventory, vulnerabilities, subject }
}

/** The first of the records stays in the outline. */
function lists(object: JsonObject | null, key: string): boolean {
  return asArray(member(object, key)).length > 0
}

function componentOf(found: Package, scope: number): ComponentObservation {
  return { type: 'component', scope, ...found }
}
