import type { ScanKind } from '../domain/observation.ts'
import { saneDate } from './dates.ts'
import { asObject, type JsonObject, lineNumber, member, text } from './json-access.ts'
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
  webLinks,
} from './repository-findings.ts'
import { gradedByWord } from './severity-words.ts'

/** A list of queries, each with the places that it found. @see https://docs.kics.io/latest/results/ */
export const kicsJson: ReportFormat = {
  name: 'kics-json',
  title: 'KICS JSON results',
  source: 'kics',
  records: ['queries.*.files.*'],
  ignored: ['bill_of_materials.*.files.*'],
  recognises: (outline) => {
    const root = asObject(outline)
    const isList = Array.isArray(member(root, 'queries')) || member(root, 'queries') === null
    return isList && ['severity_counters', 'queries_total'].some((key) => member(root, key) !== undefined)
  },
  header: (outline, { receivedAt }) => ({
    format: kicsJson.name,
    source: kicsJson.source,
    toolVersion: text(asObject(outline), 'kics_version', 100) || null,
    scannedAt: saneDate(member(asObject(outline), 'start'), receivedAt),
  }),
  read,
}

/** Says how much of the scan did not work; a place that it would have found is then not gone. */
const FAILURES = ['files_failed_to_scan', 'queries_failed_to_execute']

function read(outline: unknown, options: ReportOptions): ReportReading {
  const root = asObject(outline)
  const queries = requiredList(member(root, 'queries'), 'queries').map(asObject)
  const complete = FAILURES.every((key) => !member(root, key))
  // Secrets can be left out of a scan without a trace: their absence counts only where they were found or declared.
  const hasSecrets = queries.some(isSecretQuery) || options.declaredScans?.includes('secret')
  const kinds: ScanKind[] = hasSecrets ? ['misconfiguration', 'secret'] : ['misconfiguration']
  return {
    scopes: scopesOf(
      scannedRepository(options),
      kinds.map((scan) => ({ scan, complete })),
    ),
    unread: FAILURES.flatMap((path) => {
      const count = member(root, path)
      return count
        ? [{ type: 'unread', path, reason: `The tool says that ${text({ count: String(count) }, 'count', 20)} failed` }]
        : []
    }),
    record: (place, value) =>
      readRecord(place, value, (file) =>
        findingOf(queries[place.indexes[0] ?? 0] ?? null, file, options.repository ?? ''),
      ),
  }
}

function isSecretQuery(query: JsonObject | null): boolean {
  return text(query, 'query_name', MAX.title).startsWith('Passwords And Secrets')
}

function findingOf(query: JsonObject | null, file: JsonObject, repository: string): RecordReading | string {
  const rule = text(query, 'query_id', MAX.id) || text(query, 'query_name', MAX.id)
  if (rule === '') return 'Its query has no query_id'
  const title = text(query, 'query_name', MAX.title)
  const severity = gradedByWord(member(query, 'severity'))
  const path = repositoryPath(text(file, 'file_name', MAX.path), repository)
  const startLine = lineNumber(file, 'line')
  // What KICS quotes of a secret's place (`search_key`, `search_value`) may hold the secret.
  if (isSecretQuery(query))
    return { type: 'secret', scope: 1, rule, title, ...severity, path, startLine, masked: '', layerDiffId: null }
  const expected = text(file, 'expected_value', MAX.message)
  return misconfiguration({
    scope: 0,
    rule,
    title,
    description: text(query, 'description', MAX.description),
    remediation: expected,
    ...severity,
    references: webLinks([text(query, 'query_url', MAX.url)]),
    path,
    resource: resourceOf(text(query, 'platform', 50), file),
    startLine,
    message: text(file, 'actual_value', MAX.message),
  })
}

function resourceOf(platform: string, file: JsonObject): string {
  const [type, name] = ['resource_type', 'resource_name'].map((key) => text(file, key, MAX.name).replace(/^n\/a$/i, ''))
  if (!type || !name || platform === 'Dockerfile') return ''
  return platform === 'Kubernetes' ? objectName(type, '', name) : `${type}.${name}`
}
