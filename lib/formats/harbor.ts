import { digestOf } from '../domain/image-reference.ts'
import type { ImageSubject } from '../domain/observation.ts'
import { saneDate } from './dates.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, member, text, texts } from './json-access.ts'
import { imageNamed, MAX, MAX_LIST, packageScope, vulnerability } from './package-findings.ts'
import { purlOfPackage } from './purl.ts'
import { memberStep } from './record-paths.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { readRecord, requiredList, webLinks } from './repository-findings.ts'
import { gradedByWord } from './severity-words.ts'
import { cvssBySource } from './trivy-findings.ts'

/** Harbor's API answers with a report for each type that it was asked for; a scanner's adapter writes the report alone. */
const TYPES = [
  'application/vnd.security.vulnerability.report; version=1.1',
  'application/vnd.security.vulnerability.report; version=1.0',
  'application/vnd.scanner.adapter.vuln.report.harbor+json; version=1.0',
]

/** @see https://github.com/goharbor/pluggable-scanner-spec */
export const harborJson: ReportFormat = {
  name: 'harbor-json',
  title: 'Harbor vulnerability report',
  source: 'harbor',
  records: ['vulnerabilities.*', ...TYPES.map((type) => `${memberStep(type)}.vulnerabilities.*`)],
  ignored: [],
  recognises: (outline) => {
    const root = asObject(outline)
    return TYPES.some((type) => asObject(member(root, type)) !== null) || isReport(root)
  },
  header: (outline, options) => {
    const report = reportsOf(asObject(outline))[0] ?? null
    const scanner = asObject(member(report, 'scanner'))
    const version = ['name', 'version'].map((key) => text(scanner, key, 50)).filter((part) => part !== '')
    return {
      format: harborJson.name,
      source: harborJson.source,
      toolVersion: version.join(' ') || null,
      scannedAt: saneDate(member(report, 'generated_at'), options.receivedAt),
    }
  },
  read,
}

function isReport(root: JsonObject | null): boolean {
  const list = member(root, 'vulnerabilities')
  const isScanned = typeof member(root, 'generated_at') === 'string' && asObject(member(root, 'scanner')) !== null
  return isScanned && (Array.isArray(list) || list === null)
}

function reportsOf(root: JsonObject | null): (JsonObject | null)[] {
  const typed = TYPES.map((type) => asObject(member(root, type))).filter((report) => report !== null)
  return typed.length > 0 ? typed : [root]
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const reports = reportsOf(asObject(outline))
  for (const report of reports) requiredList(member(report, 'vulnerabilities'), 'vulnerabilities')
  return {
    scopes: packageScope(imageOf(reports, options)),
    unread: [],
    record: (place, value) => readRecord(place, value, findingOf),
  }
}

/** A report names its image within Harbor at most, without the registry's host, so that it could be another's image. */
function imageOf(reports: readonly (JsonObject | null)[], options: ReportOptions): ImageSubject {
  if (options.image === undefined) {
    throw new FormatError('invalid', 'The report does not say which image was scanned: name it with image=')
  }
  const named = imageNamed(options.image)
  const told = reports.flatMap((report) => {
    // The first finding is left as a sample; one of an index is of several images.
    const digests = texts(asObject(asArray(member(report, 'vulnerabilities'))[0]), 'artifact_digests', MAX.id, 2)
    const stated = digestOf(text(asObject(member(report, 'artifact')), 'digest', MAX.id))
    return stated ?? (digests.length === 1 && digests[0] !== undefined ? (digestOf(digests[0]) ?? []) : [])
  })
  return { ...named, digest: named.digest ?? told[0] ?? null }
}

function findingOf(stated: JsonObject): RecordReading | string {
  const id = text(stated, 'id', MAX.id).trim().toUpperCase()
  const packageName = text(stated, 'package', MAX.name)
  if (id === '') return 'It has no id'
  if (packageName === '') return 'It has no package'
  const vendor = asObject(member(stated, 'vendor_attributes'))
  return vulnerability({
    scope: 0,
    id,
    // Harbor does not say what kind of package it is.
    purl: purlOfPackage('', packageName),
    packageName,
    installedVersion: text(stated, 'version', MAX.version),
    fixedVersion: text(stated, 'fix_version', MAX.version),
    ...gradedByWord(member(stated, 'severity')),
    description: text(stated, 'description', MAX.description),
    cvss: cvssBySource(asObject(member(vendor, 'CVSS'))),
    cwes: texts(stated, 'cwe_ids', 40, MAX_LIST),
    references: webLinks(texts(stated, 'links', MAX.url, MAX_LIST)),
    layerDiffId: digestOf(text(asObject(member(stated, 'layer')), 'diff_id', MAX.id)),
  })
}
