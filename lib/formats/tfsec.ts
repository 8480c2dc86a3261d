import { asArray, asObject, type JsonObject, lineNumber, member, text, texts } from './json-access.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import {
  MAX,
  misconfiguration,
  readRecord,
  repositoryPath,
  requiredList,
  scannedRepository,
  scopesOf,
  webLinks,
} from './repository-findings.ts'
import { gradedByLevel } from './severity-words.ts'

/** Only a list of results, null when there are none. @see https://aquasecurity.github.io/tfsec/latest/guides/usage/ */
export const tfsecJson: ReportFormat = {
  name: 'tfsec-json',
  title: 'tfsec JSON output',
  source: 'tfsec',
  records: ['results.*'],
  ignored: [],
  recognises: (outline) => {
    const root = asObject(outline)
    const results = member(root, 'results')
    if (results === null) return Object.keys(root ?? {}).length === 1
    const first = asObject(asArray(results)[0])
    const names = ['rule_id', 'long_id'].some((key) => typeof member(first, key) === 'string')
    return names && ['location', 'range'].some((key) => asObject(member(first, key)) !== null)
  },
  header: () => ({ format: tfsecJson.name, source: tfsecJson.source, toolVersion: null, scannedAt: null }),
  read,
}

/** Before results had a member for it, the resource stood in their text: "Resource 'aws_s3_bucket.logs' has …". */
const NAMED_RESOURCE = /\bResource '([^'\s]+)'/
/** Statuses are names now and were numbers for a while: 0 failed, 1 passed, 2 ignored. */
const NO_FAILURE = new Set<unknown>(['passed', 'ignored', 1, 2])

function read(outline: unknown, options: ReportOptions): ReportReading {
  requiredList(member(asObject(outline), 'results'), 'results')
  return {
    scopes: scopesOf(scannedRepository(options), [{ scan: 'misconfiguration', complete: true }]),
    unread: [],
    record: (place, value) => readRecord(place, value, (result) => findingOf(result, options.repository ?? '')),
  }
}

/** Null for a check that passed or was ignored. */
function findingOf(result: JsonObject, repository: string): RecordReading | string | null {
  if (member(result, 'passed') === true || NO_FAILURE.has(member(result, 'status'))) return null
  // `long_id` is what earlier versions called rule_id (aws-s3-enable-versioning), and what people write to ignore it.
  const rule = text(result, 'long_id', MAX.id) || text(result, 'rule_id', MAX.id)
  if (rule === '') return 'It has no rule_id'
  const location = asObject(member(result, 'location')) ?? asObject(member(result, 'range'))
  const message = text(result, 'description', MAX.message)
  const links = /https?:\S+/.exec(text(result, 'link', MAX.url))?.slice(0, 1) ?? []
  return misconfiguration({
    scope: 0,
    rule,
    title: text(result, 'rule_description', MAX.title) || text(result, 'description', MAX.title),
    description: text(result, 'impact', MAX.description),
    remediation: text(result, 'resolution', MAX.message),
    ...gradedByLevel(member(result, 'severity')),
    references: webLinks([...links, ...texts(result, 'links', MAX.url, 100)]),
    path: repositoryPath(text(location, 'filename', MAX.path), repository),
    resource: text(result, 'resource', MAX.name) || NAMED_RESOURCE.exec(message)?.[1] || '',
    startLine: lineNumber(location, 'start_line') ?? lineNumber(asObject(member(location, 'start')), 'line'),
    endLine: lineNumber(location, 'end_line') ?? lineNumber(asObject(member(location, 'end')), 'line'),
    message,
  })
}
