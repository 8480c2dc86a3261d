import { saneDate } from './dates.ts'
import { FormatError } from './format-error.ts'
import { asObject, type JsonObject, member, text } from './json-access.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { MAX, misconfiguration, objectName, readRecord, scannedRepository, scopesOf } from './repository-findings.ts'
import { gradedByLevel } from './severity-words.ts'

/** One record a line. It names only what failed, and no file. @see https://github.com/Shopify/kubeaudit#kubeaudit */
export const kubeauditJson: ReportFormat = {
  name: 'kubeaudit-json',
  title: 'kubeaudit JSON output',
  source: 'kubeaudit',
  records: ['*'],
  lines: true,
  ignored: [],
  recognises: (outline) => {
    const first = firstOf(outline)
    return ['AuditResultName', 'level', 'msg'].every((key) => typeof member(first, key) === 'string')
  },
  header: (outline, { receivedAt }) => ({
    format: kubeauditJson.name,
    source: kubeauditJson.source,
    toolVersion: null,
    scannedAt: saneDate(member(firstOf(outline), 'time'), receivedAt),
  }),
  read,
}

function firstOf(outline: unknown): JsonObject | null {
  return asObject(Array.isArray(outline) ? outline[0] : outline)
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  if (!Array.isArray(outline) && !kubeauditJson.recognises(outline)) {
    throw new FormatError('invalid', 'The report has no records: it does not say what was found')
  }
  // What begins with a line of its log may have ended with it too.
  const complete = kubeauditJson.recognises(outline)
  return {
    scopes: scopesOf(scannedRepository(options), [{ scan: 'misconfiguration', complete }]),
    unread: [],
    record: (place, value) => readRecord(place, value, findingOf),
  }
}

/** Null for what kubeaudit calls informational, which asks for nothing. */
function findingOf(record: JsonObject): RecordReading | string | null {
  const rule = text(record, 'AuditResultName', MAX.id)
  const level = text(record, 'level', 20)
  const message = text(record, 'msg', MAX.message)
  if (rule === '')
    return /^(?:error|fatal|panic)$/.test(level) ? `The tool reported: ${message}` : 'It has no AuditResultName'
  if (level === 'info') return null
  const [kind = '', namespace = '', name = ''] = ['ResourceKind', 'ResourceNamespace', 'ResourceName'].map((key) =>
    text(record, key, MAX.name),
  )
  const container = text(record, 'Container', MAX.name)
  return misconfiguration({
    scope: 0,
    rule,
    title: message.slice(0, MAX.title),
    ...gradedByLevel(level),
    path: '',
    resource: objectName(kind, namespace, name),
    message: container === '' ? message : `${container}: ${message}`,
  })
}
