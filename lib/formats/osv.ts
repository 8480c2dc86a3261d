import { cvssBaseScore } from '../domain/cvss-score.ts'
import { digestOf } from '../domain/image-reference.ts'
import type { ImageLayer, ImageSubject, RepositorySubject, VulnerabilityObservation } from '../domain/observation.ts'
import { saneDate } from './dates.ts'
import { asArray, asObject, type JsonObject, member, text, texts } from './json-access.ts'
import {
  cvssOf,
  imageNamed,
  MAX,
  MAX_LIST,
  packageScope,
  severityOfScore,
  underItsNames,
  vulnerability,
} from './package-findings.ts'
import { purlOfPackage } from './purl.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { readRecord, repositoryPath, requiredList, scannedRepository, webLinks } from './repository-findings.ts'
import { type Graded, graded, gradedByWord } from './severity-words.ts'

/** What OSV-Scanner (v1 and v2) found in lock files, SBOMs or an image. @see https://google.github.io/osv-scanner/output/ */
export const osvJson: ReportFormat = {
  name: 'osv-json',
  title: 'OSV-Scanner JSON report',
  source: 'osv-scanner',
  records: ['results.*.packages.*.vulnerabilities.*'],
  ignored: [],
  recognises: (outline) => {
    const root = asObject(outline)
    const results = member(root, 'results')
    if (results !== null && !Array.isArray(results)) return false
    const first = asObject(asArray(results)[0])
    if (first === null) return asObject(member(root, 'experimental_config')) !== null
    const isSource = typeof member(asObject(member(first, 'source')), 'path') === 'string'
    return isSource && (Array.isArray(member(first, 'packages')) || member(first, 'packages') === null)
  },
  header: () => ({ format: osvJson.name, source: osvJson.source, toolVersion: null, scannedAt: null }),
  read,
}

const SCORE_VERSIONS = new Map([
  ['CVSS_V2', '2.0'],
  ['CVSS_V3', '3.0'],
  ['CVSS_V4', '4.0'],
])
const MAX_LAYERS = 500

interface Package {
  name: string
  purl: string
  /** `Debian:12`; without the release in what the package is called by. */
  ecosystem: string
  version: string
  path: string
  layerDiffId: string | null
  /** The name under which the databases know it, which for a distribution is the source package's. */
  source: string
  groups: readonly (JsonObject | null)[]
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const root = asObject(outline)
  const results = requiredList(member(root, 'results'), 'results').map(asObject)
  const subject = subjectOf(root, results, options)
  const layers = subject.type === 'image' ? allLayers(root).map(({ diffId }) => diffId) : []
  const packages = results.map((result) =>
    asArray(member(result, 'packages')).map((value) => packageOf(asObject(value), result, subject, layers)),
  )
  return {
    scopes: packageScope(subject),
    unread: [],
    record: (place, value) => {
      const inside = packages[place.indexes[0] ?? -1]?.[place.indexes[1] ?? -1]
      return readRecord(place, value, (stated) =>
        inside ? findingsOf(stated, inside, options) : 'Its package has no name',
      )
    },
  }
}

function subjectOf(
  root: JsonObject | null,
  results: readonly (JsonObject | null)[],
  options: ReportOptions,
): ImageSubject | RepositorySubject {
  const source = asObject(member(results[0] ?? null, 'source'))
  const saved = text(source, 'type', 50) === 'docker' ? text(source, 'path', MAX.ref) : ''
  const isImage = options.image !== undefined || saved !== '' || asObject(member(root, 'image_metadata')) !== null
  if (!isImage || options.repository !== undefined) return scannedRepository(options)
  const layers = allLayers(root).filter(({ isEmpty }) => !isEmpty)
  return imageNamed(options.image ?? saved, {
    layers: layers.map(({ diffId, createdBy }): ImageLayer => ({ digest: null, diffId, createdBy })),
  })
}

/** Every step of the image's history, since packages name their layer by its number among all of them. */
function allLayers(root: JsonObject | null) {
  const stated = asArray(member(asObject(member(root, 'image_metadata')), 'layer_metadata'))
  return stated
    .slice(0, MAX_LAYERS)
    .map(asObject)
    .map((layer) => ({
      diffId: digestOf(text(layer, 'diff_id', MAX.id)),
      createdBy: text(layer, 'command', 2000) || null,
      isEmpty: member(layer, 'is_empty') === true,
    }))
}

function packageOf(
  listed: JsonObject | null,
  result: JsonObject | null,
  subject: ImageSubject | RepositorySubject,
  layers: readonly (string | null)[],
): Package | null {
  const stated = asObject(member(listed, 'package'))
  const source = text(stated, 'name', MAX.name)
  const name = text(stated, 'os_package_name', MAX.name) || source
  if (name === '') return null
  const ecosystem = text(stated, 'ecosystem', MAX.name)
  const file = asObject(member(result, 'source'))
  const isSystem = text(file, 'type', 50) === 'os'
  const layer = member(asObject(member(stated, 'image_origin_details')), 'index')
  const path = text(file, 'path', MAX.path)
  return {
    name,
    purl: purlOfPackage(withoutRelease(ecosystem), name.replace(/^https?:\/\//, '')),
    ecosystem,
    version: text(stated, 'version', MAX.version) || text(stated, 'commit', MAX.version),
    path: isSystem ? '' : repositoryPath(path, subject.type === 'repository' ? subject.name : ''),
    layerDiffId: typeof layer === 'number' ? (layers[layer] ?? null) : null,
    source,
    groups: asArray(member(listed, 'groups')).map(asObject),
  }
}

/** Null for one that its database has withdrawn. */
function findingsOf(
  stated: JsonObject,
  inside: Package,
  options: ReportOptions,
): RecordReading | RecordReading[] | string | null {
  const id = text(stated, 'id', MAX.id).trim().toUpperCase()
  if (id === '') return 'It has no id'
  if (text(stated, 'withdrawn', 50) !== '') return null
  const names = ['aliases', 'upstream'].flatMap((key) => texts(stated, key, MAX.id, MAX_LIST))
  const group = inside.groups.find((one) => texts(one, 'ids', MAX.id, 1000).some((name) => name.toUpperCase() === id))
  const groupNames = ['ids', 'aliases'].flatMap((key) => texts(group ?? null, key, MAX.id, MAX_LIST))
  const score = Number(text(group ?? null, 'max_severity', 10) || Number.NaN)
  const database = asObject(member(stated, 'database_specific'))
  const affected = affectedBy(stated, inside)
  const finding = vulnerability({
    scope: 0,
    id,
    purl: inside.purl,
    packageName: inside.name,
    packageType: withoutRelease(inside.ecosystem),
    installedVersion: inside.version,
    fixedVersion: fixesOf(affected),
    ...gradeOf(stated, database, affected, score),
    title: text(stated, 'summary', MAX.title),
    description: text(stated, 'details', MAX.description),
    cvss: ratings(stated, score),
    cwes: texts(database, 'cwe_ids', 40, MAX_LIST),
    references: webLinks(
      asArray(member(stated, 'references'))
        .slice(0, MAX_LIST)
        .map((link) => text(asObject(link), 'url', MAX.url)),
    ),
    publishedAt: saneDate(member(stated, 'published'), options.receivedAt),
    modifiedAt: saneDate(member(stated, 'modified'), options.receivedAt),
    path: inside.path,
    layerDiffId: inside.layerDiffId,
  })
  // A group can hold several vulnerabilities that one advisory ties together: what the record says of itself comes first.
  const known = names.some((name) => /^CVE-/i.test(name)) ? names : [...names, ...groupNames]
  return underItsNames(finding, known)
}

/** What the record says of this very package; one record can be of many packages in many distributions. */
function affectedBy(stated: JsonObject, { source, name, ecosystem }: Package): (JsonObject | null)[] {
  const all = asArray(member(stated, 'affected')).map(asObject)
  const packageOfOne = (one: JsonObject | null) => asObject(member(one, 'package'))
  const named = all.filter((one) => [source, name].includes(text(packageOfOne(one), 'name', MAX.name)))
  const inRelease = named.filter((one) => text(packageOfOne(one), 'ecosystem', MAX.name) === ecosystem)
  if (inRelease.length > 0) return inRelease
  const family = withoutRelease(ecosystem)
  return named.filter((one) => withoutRelease(text(packageOfOne(one), 'ecosystem', MAX.name)) === family)
}

function withoutRelease(ecosystem: string): string {
  return ecosystem.replace(/:.*/s, '')
}

function fixesOf(affected: readonly (JsonObject | null)[]): string {
  const events = affected
    .flatMap((one) => asArray(member(one, 'ranges')).map(asObject))
    .filter((range) => text(range, 'type', 20) !== 'GIT')
    .flatMap((range) => asArray(member(range, 'events')).map(asObject))
  const versions = new Set(events.map((event) => text(event, 'fixed', MAX.version)).filter((version) => version !== ''))
  return text({ versions: [...versions].join(', ') }, 'versions', MAX.version)
}

/** In words where the database or the distribution says so, else by score. */
function gradeOf(
  stated: JsonObject,
  database: JsonObject | null,
  affected: readonly (JsonObject | null)[],
  score: number,
): Graded {
  const listed = [stated, ...affected].flatMap((one) => asArray(member(one, 'severity')).map(asObject))
  const specific = affected.flatMap((one) =>
    ['ecosystem_specific', 'database_specific'].map((key) => member(asObject(member(one, key)), 'severity')),
  )
  const words = [member(database, 'severity'), ...listed.map((one) => member(one, 'score')), ...specific]
  const said = words.map(gradedByWord).find(({ severity }) => severity !== 'unknown')
  const scores = listed.map((one) => cvssBaseScore(text(one, 'score', MAX.id))).filter((one) => one !== null)
  const highest = Number.isNaN(score) ? Math.max(...scores, Number.NEGATIVE_INFINITY) : score
  return said ?? graded(severityOfScore(highest), Number.isFinite(highest) ? highest : null)
}

/** OSV states vectors without scores; of one that cannot be worked out the group tells it, when there is no other. */
function ratings(stated: JsonObject, score: number): VulnerabilityObservation['cvss'] {
  const listed = asArray(member(stated, 'severity')).slice(0, 20).map(asObject)
  return listed.flatMap((one) => {
    const version = SCORE_VERSIONS.get(text(one, 'type', 20))
    const vector = text(one, 'score', MAX.id)
    if (version === undefined) return []
    const only = listed.length === 1 && !Number.isNaN(score) ? score : null
    return cvssOf(vector, cvssBaseScore(vector) ?? only, 'osv', version) ?? []
  })
}
