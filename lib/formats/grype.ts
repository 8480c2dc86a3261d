import { digestOf } from '../domain/image-reference.ts'
import type { VulnerabilityObservation } from '../domain/observation.ts'
import { SYSTEM_TYPES, scannedSource, visiblePlace } from './anchore-source.ts'
import { saneDate } from './dates.ts'
import { fixStatus } from './fix-status.ts'
import { asArray, asObject, type JsonObject, member, text, texts } from './json-access.ts'
import { cvssOf, MAX, MAX_LIST, packageScope, underItsNames, vulnerability } from './package-findings.ts'
import { purlIdentity, purlOfPackage } from './purl.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { readRecord, requiredList, webLinks } from './repository-findings.ts'
import { gradedByWord } from './severity-words.ts'

/** @see https://oss.anchore.com/docs/reference/grype/json/ */
export const grypeJson: ReportFormat = {
  name: 'grype-json',
  title: 'Grype JSON report',
  source: 'grype',
  records: ['matches.*'],
  // What the sender's own rules or a VEX document excepted, and packages of a distribution that is out of support.
  ignored: ['ignoredMatches.*', 'alertsByPackage.*'],
  recognises: (outline) => {
    const root = asObject(outline)
    const matches = member(root, 'matches')
    if (matches !== null && !Array.isArray(matches)) return false
    const first = asObject(asArray(matches)[0])
    const isMatch = asObject(member(first, 'vulnerability')) !== null && asObject(member(first, 'artifact')) !== null
    return isMatch || text(asObject(member(root, 'descriptor')), 'name', 20) === 'grype'
  },
  header: (outline, options) => {
    const descriptor = asObject(member(asObject(outline), 'descriptor'))
    const known = asObject(member(descriptor, 'db'))
    const built = text(asObject(member(known, 'status')), 'built', 100) || text(known, 'built', 100)
    return {
      format: grypeJson.name,
      source: grypeJson.source,
      toolVersion: text(descriptor, 'version', 100) || null,
      ...(built !== '' && { databaseVersion: built }),
      scannedAt: saneDate(member(descriptor, 'timestamp'), options.receivedAt),
    }
  },
  read,
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const root = asObject(outline)
  requiredList(member(root, 'matches'), 'matches')
  const distribution = text(asObject(member(root, 'distro')), 'name', MAX.name)
  return {
    scopes: packageScope(scannedSource(asObject(member(root, 'source')), options)),
    unread: [],
    record: (place, value) => readRecord(place, value, (match) => findingsOf(match, distribution)),
  }
}

function findingsOf(match: JsonObject, distribution: string): RecordReading | RecordReading[] | string | null {
  const stated = asObject(member(match, 'vulnerability'))
  const artifact = asObject(member(match, 'artifact'))
  const related = asArray(member(match, 'relatedVulnerabilities')).slice(0, MAX_LIST).map(asObject)
  const id = text(stated, 'id', MAX.id).trim().toUpperCase()
  const packageName = text(artifact, 'name', MAX.name)
  if (id === '') return 'Its vulnerability has no id'
  if (packageName === '') return 'Its artifact has no name'
  const packageType = text(artifact, 'type', MAX.name)
  const isSystem = SYSTEM_TYPES.has(packageType)
  const place = visiblePlace(artifact)
  if (place === 'deleted') return null
  const told = [stated, ...related]
  const finding = vulnerability({
    scope: 0,
    id,
    purl:
      purlIdentity(text(artifact, 'purl', MAX.path)) ??
      purlOfPackage(isSystem && distribution !== '' ? distribution : packageType, packageName),
    packageName,
    packageType,
    installedVersion: text(artifact, 'version', MAX.version),
    fixedVersion: texts(asObject(member(stated, 'fix')), 'versions', MAX.version, MAX_LIST).join(', '),
    ...fixStatus(member(asObject(member(stated, 'fix')), 'state')),
    ...gradedByWord(told.map((one) => member(one, 'severity')).find((word) => typeof word === 'string')),
    description: told.map((one) => text(one, 'description', MAX.description)).find((words) => words !== '') ?? '',
    cvss: ratings(told),
    cwes: weaknesses(told),
    references: webLinks([
      text(stated, 'dataSource', MAX.url),
      ...told.flatMap((one) => texts(one, 'urls', MAX.url, MAX_LIST)),
    ]).slice(0, MAX_LIST),
    path: isSystem ? '' : text(place, 'path', MAX.path).replace(/^\/+/, ''),
    layerDiffId: digestOf(text(place, 'layerID', MAX.id)),
  })
  return underItsNames(
    finding,
    related.map((one) => text(one, 'id', MAX.id)),
  )
}

/** Old versions do not say who rated: then the namespace of the statement does. */
function ratings(told: readonly (JsonObject | null)[]): VulnerabilityObservation['cvss'] {
  const found = new Map<string, VulnerabilityObservation['cvss'][number]>()
  for (const one of told) {
    for (const value of asArray(member(one, 'cvss'))) {
      const rated = asObject(value)
      const source = text(rated, 'source', 100) || text(one, 'namespace', 100)
      const score = member(asObject(member(rated, 'metrics')), 'baseScore')
      const cvss = cvssOf(text(rated, 'vector', MAX.id), score, source, text(rated, 'version', 10) || undefined)
      if (cvss && found.size < MAX_LIST) found.set(`${cvss.vector} ${source}`, cvss)
    }
  }
  return [...found.values()]
}

function weaknesses(told: readonly (JsonObject | null)[]): string[] {
  const stated = told.flatMap((one) => asArray(member(one, 'cwes')))
  const ids = stated.map((value) => (typeof value === 'string' ? value : text(asObject(value), 'cwe', 40)))
  return [...new Set(ids.filter((id) => /^CWE-\d+$/.test(id)))].slice(0, MAX_LIST)
}
