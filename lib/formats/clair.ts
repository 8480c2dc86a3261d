import { parseImageReference } from '../domain/image-reference.ts'
import { clairFindings, isClairReport } from './clair-report.ts'
import { saneDate } from './dates.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { imageNamed, MAX, packageScope, vulnerability } from './package-findings.ts'
import { purlOfPackage } from './purl.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { readRecord, requiredList, webLinks } from './repository-findings.ts'
import { gradedByWord } from './severity-words.ts'

const SEVERITIES = ['Defcon1', 'Critical', 'High', 'Medium', 'Low', 'Negligible', 'Unknown']
const SCANNER_LIST = 'vulnerabilities.*'
const LAYER_LIST = 'Layer.Features.*.Vulnerabilities.*'

/**
 * Reports of Clair: version 4's own (also from clairctl), the older API's on a layer, and those of the clients of the older
 * API, clair-scanner and Klar. @see https://quay.github.io/clair/reference/api.html
 */
export const clairJson: ReportFormat = {
  name: 'clair-json',
  title: 'Clair JSON report (v4, v1 API, clair-scanner, Klar)',
  source: 'clair',
  records: [SCANNER_LIST, LAYER_LIST, ...SEVERITIES.map((severity) => `Vulnerabilities.${severity}.*`)],
  ignored: ['unapproved.*'],
  recognises: (outline) => {
    const root = asObject(outline)
    return isClairReport(root) || isScanner(root) || isKlar(root) || isLayer(root)
  },
  header: (outline, options) => ({
    format: clairJson.name,
    source: clairJson.source,
    toolVersion: null,
    scannedAt: saneDate(member(asObject(outline), 'created_at'), options.receivedAt),
  }),
  read,
}

function isScanner(root: JsonObject | null): boolean {
  const lists = [member(root, 'unapproved'), member(root, 'vulnerabilities')]
  return typeof member(root, 'image') === 'string' && lists.every((list) => list === null || Array.isArray(list))
}

function isKlar(root: JsonObject | null): boolean {
  const counted = typeof member(root, 'LayerCount') === 'number'
  return counted && (asObject(member(root, 'Vulnerabilities')) !== null || member(root, 'Vulnerabilities') === null)
}

function isLayer(root: JsonObject | null): boolean {
  const layer = asObject(member(root, 'Layer'))
  // Without the list it was only asked whether the layer is known.
  return typeof member(layer, 'Name') === 'string' && Array.isArray(member(layer, 'Features'))
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const root = asObject(outline)
  if (isClairReport(root)) {
    const named = imageNamed(options.image ?? '')
    const digest = named.digest ?? parseImageReference(`@${text(root, 'manifest_hash', MAX.id)}`).digest
    return {
      scopes: packageScope({ ...named, digest }),
      unread: [],
      record: () => null,
      outlined: () => clairFindings(root, options),
    }
  }
  if (!isKlar(root) && !isLayer(root)) requiredList(member(root, 'vulnerabilities'), 'vulnerabilities')
  const features = asArray(member(asObject(member(root, 'Layer')), 'Features')).map(asObject)
  return {
    scopes: packageScope(imageNamed(options.image ?? text(root, 'image', MAX.ref))),
    unread: [],
    record: (place, value) =>
      readRecord(place, value, (stated) => {
        if (place.pattern === SCANNER_LIST) return scannedFinding(stated)
        return legacyFinding(stated, place.pattern === LAYER_LIST ? (features[place.indexes[0] ?? -1] ?? null) : null)
      }),
  }
}

/** clair-scanner writes its own names in small letters. */
function scannedFinding(stated: JsonObject): RecordReading | string {
  return namedFinding({
    id: text(stated, 'vulnerability', MAX.id),
    name: text(stated, 'featurename', MAX.name),
    version: text(stated, 'featureversion', MAX.version),
    namespace: text(stated, 'namespace', MAX.name),
    fixed: text(stated, 'fixedby', MAX.version),
    severity: member(stated, 'severity'),
    description: text(stated, 'description', MAX.description),
    link: text(stated, 'link', MAX.url),
  })
}

/** As the older API writes it: inside its feature, or with the feature's name beside it where Klar took it out. */
function legacyFinding(stated: JsonObject, feature: JsonObject | null): RecordReading | string {
  return namedFinding({
    id: text(stated, 'Name', MAX.id),
    name: text(feature, 'Name', MAX.name) || text(stated, 'FeatureName', MAX.name),
    version: text(feature, 'Version', MAX.version) || text(stated, 'FeatureVersion', MAX.version),
    namespace: text(stated, 'NamespaceName', MAX.name) || text(feature, 'NamespaceName', MAX.name),
    fixed: text(stated, 'FixedBy', MAX.version),
    severity: member(stated, 'Severity'),
    description: text(stated, 'Description', MAX.description),
    link: text(stated, 'Link', MAX.url),
  })
}

interface Named {
  id: string
  name: string
  version: string
  /** `debian:12` */
  namespace: string
  fixed: string
  severity: unknown
  description: string
  link: string
}

function namedFinding(stated: Named): RecordReading | string {
  const id = stated.id.trim().toUpperCase()
  if (id === '') return 'It has no name of a vulnerability'
  if (stated.name === '') return 'It has no name of a package'
  const packageType = stated.namespace.replace(/:.*/s, '')
  return vulnerability({
    scope: 0,
    id,
    purl: purlOfPackage(packageType, stated.name),
    packageName: stated.name,
    packageType,
    installedVersion: stated.version,
    fixedVersion: stated.fixed,
    ...gradedByWord(stated.severity),
    description: stated.description,
    references: webLinks([stated.link]),
  })
}
