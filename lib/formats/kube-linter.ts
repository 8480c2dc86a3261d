import { saneDate } from './dates.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import {
  MAX,
  misconfiguration,
  objectName,
  readRecord,
  repositoryPath,
  requiredList,
  scannedRepository,
  scopesOf,
} from './repository-findings.ts'

/** KubeLinter states no severity. @see https://docs.kubelinter.io/ */
export const kubeLinterJson: ReportFormat = {
  name: 'kube-linter-json',
  title: 'KubeLinter JSON report',
  source: 'kube-linter',
  records: ['Reports.*'],
  ignored: [],
  recognises: (outline) => {
    const root = asObject(outline)
    const reports = member(root, 'Reports')
    if (reports !== null && !Array.isArray(reports)) return false
    const first = asObject(asArray(reports)[0])
    if (first !== null) return asObject(member(first, 'Object')) !== null || typeof member(first, 'Check') === 'string'
    return Array.isArray(member(root, 'Checks')) || asObject(member(root, 'Summary')) !== null
  },
  header: (outline, { receivedAt }) => {
    const summary = asObject(member(asObject(outline), 'Summary'))
    return {
      format: kubeLinterJson.name,
      source: kubeLinterJson.source,
      toolVersion: text(summary, 'KubeLinterVersion', 100) || null,
      scannedAt: saneDate(member(summary, 'CheckEndTime'), receivedAt),
    }
  },
  read,
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  requiredList(member(asObject(outline), 'Reports'), 'Reports')
  const checks = asArray(member(asObject(outline), 'Checks')).map(asObject)
  const texts = new Map(
    checks.map((check) => [text(check, 'name', MAX.id), text(check, 'description', MAX.description)]),
  )
  return {
    scopes: scopesOf(scannedRepository(options), [{ scan: 'misconfiguration', complete: true }]),
    unread: [],
    record: (place, value) => readRecord(place, value, (report) => findingOf(report, texts, options.repository ?? '')),
  }
}

function findingOf(
  report: JsonObject,
  descriptions: ReadonlyMap<string, string>,
  repository: string,
): RecordReading | string {
  const rule = text(report, 'Check', MAX.id)
  if (rule === '') return 'It has no Check'
  const object = asObject(member(report, 'Object'))
  const found = asObject(member(object, 'K8sObject'))
  const kind = text(asObject(member(found, 'GroupVersionKind')), 'Kind', MAX.name)
  const description = descriptions.get(rule) ?? ''
  return misconfiguration({
    scope: 0,
    rule,
    title: description.length <= MAX.title ? description : rule,
    description,
    remediation: text(report, 'Remediation', MAX.message),
    severity: 'unknown',
    path: repositoryPath(text(asObject(member(object, 'Metadata')), 'FilePath', MAX.path), repository),
    resource: objectName(kind, text(found, 'Namespace', MAX.name), text(found, 'Name', MAX.name)),
    message: text(asObject(member(report, 'Diagnostic')), 'Message', MAX.message),
  })
}
