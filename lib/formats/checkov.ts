import type { ScanKind, UnreadObservation } from '../domain/observation.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import {
  MAX,
  misconfiguration,
  objectName,
  readRecord,
  repositoryPath,
  scannedRepository,
  scopesOf,
  unreadAt,
  webLinks,
} from './repository-findings.ts'
import { gradedByWord } from './severity-words.ts'

/**
 * One report for each kind of file (`check_type`), in an array when there are several; with nothing to check only the
 * summary is written. A severity is there only for customers of the vendor.
 * @see https://www.checkov.io/2.Basics/Reviewing%20Scan%20Results.html
 */
export const checkovJson: ReportFormat = {
  name: 'checkov-json',
  title: 'Checkov JSON report',
  source: 'checkov',
  records: ['results.failed_checks.*', '*.results.failed_checks.*'],
  ignored: ['passed_checks', 'skipped_checks'].flatMap((list) => [`results.${list}.*`, `*.results.${list}.*`]),
  recognises: (outline) => {
    const first = asObject(Array.isArray(outline) ? outline[0] : outline)
    const results = asObject(member(first, 'results'))
    if (results !== null) return ['failed_checks', 'passed_checks'].some((list) => Array.isArray(member(results, list)))
    return isSummary(first)
  },
  header: (outline) => {
    const versions = reportsOf(outline).map((report) => text(summaryOf(report), 'checkov_version', 100))
    const { name: format, source } = checkovJson
    return { format, source, toolVersion: versions.find((version) => version !== '') ?? null, scannedAt: null }
  },
  read,
}

/** `code_block` shows the line with the secret starred out, where Checkov is new enough to do so. */
const MASKED = /[^\s"'`]{0,100}\*{3,}/

function isSummary(object: JsonObject | null): boolean {
  return ['checkov_version', 'passed', 'failed'].every((key) => member(object, key) !== undefined)
}

function summaryOf(report: JsonObject | null): JsonObject | null {
  return isSummary(report) ? report : asObject(member(report, 'summary'))
}

function reportsOf(outline: unknown): (JsonObject | null)[] {
  return (Array.isArray(outline) ? outline : [outline]).map(asObject)
}

function scanOf(report: JsonObject | null): ScanKind {
  return text(report, 'check_type', 100) === 'secrets' ? 'secret' : 'misconfiguration'
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const reports = reportsOf(outline)
  const unread: UnreadObservation[] = []
  const complete = new Map<ScanKind, boolean>()
  for (const [index, report] of reports.entries()) {
    const results = asObject(member(report, 'results'))
    const place = Array.isArray(outline) ? `[${index}].results` : 'results'
    const errors = asArray(member(results, 'parsing_errors'))
    for (const [at, file] of errors.entries()) {
      const reason = `The tool could not parse ${text({ file }, 'file', MAX.path) || 'this file'}`
      unread.push(unreadAt(`${place}.parsing_errors[${at}]`, reason))
    }
    const isList = ['failed_checks', 'passed_checks'].some((list) => Array.isArray(member(results, list)))
    if (!isList) unread.push(unreadAt(place, 'The tool found nothing to check here: it closes nothing'))
    else complete.set(scanOf(report), (complete.get(scanOf(report)) ?? true) && errors.length === 0)
  }
  if (reports.length > 0) {
    for (const scan of options.declaredScans ?? []) {
      if (scan !== 'vulnerability' && !complete.has(scan)) complete.set(scan, true)
    }
  }
  const scans = [...complete].map(([scan, all]) => ({ scan, complete: all }))
  const scopes = scopesOf(scannedRepository(options), scans)
  return {
    scopes,
    unread,
    record(place, value) {
      const report = reports[Array.isArray(outline) ? (place.indexes[0] ?? 0) : 0] ?? null
      const scope = scans.findIndex(({ scan }) => scan === scanOf(report))
      return readRecord(place, value, (check) => findingOf(check, report, scope, options.repository ?? ''))
    },
  }
}

function findingOf(
  check: JsonObject,
  report: JsonObject | null,
  scope: number,
  repository: string,
): RecordReading | string {
  const rule = text(check, 'check_id', MAX.id)
  if (rule === '') return 'It has no check_id'
  if (asObject(member(check, 'vulnerability_details'))) return 'Packages that Checkov scanned are not read'
  const path = repositoryPath(pathOf(check), repository)
  const title = text(check, 'check_name', MAX.title)
  const severity = gradedByWord(member(check, 'severity'))
  const [startLine, endLine] = asArray(member(check, 'file_line_range')).map(line)
  if (scanOf(report) === 'secret') {
    // `resource` is a bare hash of the secret, from which a short one could be guessed: it is not kept either.
    const masked = maskedIn(check)
    return {
      type: 'secret',
      scope,
      rule,
      title,
      ...severity,
      path,
      startLine: startLine ?? null,
      masked,
      layerDiffId: null,
    }
  }
  return misconfiguration({
    scope,
    rule,
    title,
    description: text(check, 'description', MAX.description),
    ...severity,
    path,
    resource: resourceOf(check, rule, text(report, 'check_type', 100)),
    references: webLinks([text(check, 'guideline', MAX.url)]),
    startLine: startLine ?? null,
    endLine: endLine ?? null,
  })
}

/** `repo_file_path` starts at the folder where Checkov ran, which is the repository unless that was the root of a disk. */
function pathOf(check: JsonObject): string {
  const fromStart = text(check, 'repo_file_path', MAX.path)
  const usable = fromStart !== '' && !fromStart.includes('..') && fromStart !== text(check, 'file_abs_path', MAX.path)
  return (usable ? fromStart : text(check, 'file_path', MAX.path)).replace(/^\/+/, '')
}

/** Kubernetes objects come as `Deployment.payments.pay`; for one without a namespace Checkov fills in `default`. */
function resourceOf(check: JsonObject, rule: string, type: string): string {
  const resource = text(check, 'resource', MAX.name)
  if (type === 'dockerfile' || rule.startsWith('CKV_DOCKER_') || rule.startsWith('CKV2_DOCKER_')) return ''
  const [kind = '', namespace = '', ...name] = resource.split('.')
  if (!/^CKV2?_K8S_/.test(rule) || !/^[A-Z]/.test(kind) || name.length === 0) return resource
  return objectName(kind, namespace === 'default' ? '' : namespace, name.join('.'))
}

function maskedIn(check: JsonObject): string {
  for (const pair of asArray(member(check, 'code_block'))) {
    const [, code] = asArray(pair)
    const found = MASKED.exec(text({ code }, 'code', MAX.message))
    if (found) return found[0]
  }
  return ''
}

function line(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 31 ? value : null
}
