import { asArray, asObject, type JsonObject, lineNumber, member, text } from './json-access.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import {
  MAX,
  misconfiguration,
  readRecord,
  repositoryPath,
  requiredList,
  scannedRepository,
  scopesOf,
} from './repository-findings.ts'
import { gradedByLevel } from './severity-words.ts'

/** A plain list of findings in Dockerfiles. @see https://github.com/hadolint/hadolint#cli */
export const hadolintJson: ReportFormat = {
  name: 'hadolint-json',
  title: 'Hadolint JSON output',
  source: 'hadolint',
  records: ['*'],
  ignored: [],
  recognises: (outline) => {
    const first = asObject(asArray(outline)[0])
    // Another linter of Dockerfiles has the same rules, and a line's text where Hadolint has its number.
    const names = RULE.test(text(first, 'code', MAX.id)) && typeof member(first, 'line') !== 'string'
    return names && ['file', 'level', 'line'].some((key) => member(first, key) !== undefined)
  },
  header: () => ({ format: hadolintJson.name, source: hadolintJson.source, toolVersion: null, scannedAt: null }),
  read,
}

/** Of Hadolint, of ShellCheck, which it asks about the commands in RUN, and of a file that it could not parse. */
const RULE = /^(?:DL|SC)\d{4}$/
const NOT_PARSED = 'DL1000'

function read(outline: unknown, options: ReportOptions): ReportReading {
  requiredList(outline, 'of findings')
  return {
    // Hadolint stops in a file that it cannot parse; that record is not known before the findings are read.
    scopes: scopesOf(scannedRepository(options), [{ scan: 'misconfiguration', complete: !failsFirst(outline) }]),
    unread: [],
    record: (place, value) => readRecord(place, value, (finding) => findingOf(finding, options.repository ?? '')),
  }
}

/** Such a file has this one record, which comes first when the file is the only one. */
function failsFirst(outline: unknown): boolean {
  return text(asObject(asArray(outline)[0]), 'code', MAX.id) === NOT_PARSED
}

function findingOf(finding: JsonObject, repository: string): RecordReading | string | null {
  const rule = text(finding, 'code', MAX.id)
  if (rule === '') return 'It has no code'
  const level = text(finding, 'level', 50).toLowerCase()
  if (level === 'ignore') return null
  if (rule === NOT_PARSED) return `The tool could not parse the file: ${text(finding, 'message', MAX.title)}`
  const file = text(finding, 'file', MAX.path)
  return misconfiguration({
    scope: 0,
    rule,
    title: text(finding, 'message', MAX.title),
    ...gradedByLevel(level),
    references: [
      rule.startsWith('SC')
        ? `https://www.shellcheck.net/wiki/${encodeURIComponent(rule)}`
        : `https://github.com/hadolint/hadolint/wiki/${encodeURIComponent(rule)}`,
    ],
    // Read from standard input the file is called "-" or /dev/stdin.
    path: file === '-' || file === '/dev/stdin' ? '' : repositoryPath(file, repository),
    resource: '',
    startLine: lineNumber(finding, 'line'),
    message: text(finding, 'message', MAX.message),
  })
}
