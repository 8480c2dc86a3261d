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
  unreadAt,
  webLinks,
} from './repository-findings.ts'
import { gradedByLevel } from './severity-words.ts'

/** Weaknesses in code. @see https://semgrep.dev/docs/semgrep-appsec-platform/json-and-sarif */
export const semgrepJson: ReportFormat = {
  name: 'semgrep-json',
  title: 'Semgrep JSON output',
  source: 'semgrep',
  records: ['results.*'],
  ignored: ['paths.scanned.*', 'paths.skipped.*', 'time.rules.*', 'time.targets.*'],
  recognises: (outline) => {
    const root = asObject(outline)
    const results = member(root, 'results')
    if (!Array.isArray(results)) return false
    const first = asObject(results[0])
    if (results.length > 0) return text(first, 'check_id', MAX.id) !== '' && asObject(member(first, 'extra')) !== null
    const lists = ['scanned', 'skipped'].some((list) => Array.isArray(member(asObject(member(root, 'paths')), list)))
    // Old versions write nothing else; Bandit writes more.
    const bare = Object.keys(root ?? {}).every((key) => ['results', 'errors', 'version'].includes(key))
    return Array.isArray(member(root, 'errors')) && (bare || lists || Array.isArray(member(root, 'skipped_rules')))
  },
  header: (outline) => {
    const toolVersion = text(asObject(outline), 'version', 100) || null
    return { format: semgrepJson.name, source: semgrepJson.source, toolVersion, scannedAt: null }
  },
  read,
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const root = asObject(outline)
  requiredList(member(root, 'results'), 'results')
  const errors = asArray(member(root, 'errors')).map(asObject)
  const levels = errors.map((error) => text(error, 'level', 20).toLowerCase())
  return {
    // A warning is of a part of a file that could not be parsed, which nearly every scan has.
    scopes: scopesOf(scannedRepository(options), [
      { scan: 'misconfiguration', complete: !levels.some((level) => level === 'error' || level === '') },
    ]),
    unread: errors.flatMap((error, index) => {
      // Only the first line: what follows is the code.
      const [message = ''] = text(error, 'message', MAX.title).split('\n')
      const reason = `The tool reported: ${message || text(error, 'type', MAX.name) || 'an error'}`
      return levels[index] === 'info' ? [] : [unreadAt(`errors[${index}]`, reason)]
    }),
    record: (place, value) => readRecord(place, value, (result) => findingOf(result, options.repository ?? '')),
  }
}

/** Null for what a comment in the code tells Semgrep to ignore. The code itself, which can hold a secret, is not kept. */
function findingOf(result: JsonObject, repository: string): RecordReading | string | null {
  const rule = text(result, 'check_id', MAX.id)
  if (rule === '') return 'It has no check_id'
  const extra = asObject(member(result, 'extra'))
  if (member(extra, 'is_ignored') === true) return null
  const metadata = asObject(member(extra, 'metadata'))
  const fingerprint = text(extra, 'fingerprint', MAX.id)
  // A rule's message may name what it matched.
  const message = findsSecrets(rule, metadata) ? '' : text(extra, 'message', MAX.message)
  const name = rule.split('.').at(-1) ?? rule
  return misconfiguration({
    scope: 0,
    rule,
    title: text({ line: message.split('\n', 1)[0] }, 'line', MAX.title) || name,
    description: message,
    ...gradedByLevel(member(extra, 'severity')),
    references: webLinks([...textsOf(metadata, 'references'), ...textsOf(metadata, 'source')]),
    path: repositoryPath(text(result, 'path', MAX.path), repository),
    resource: '',
    startLine: lineNumber(asObject(member(result, 'start')), 'line'),
    endLine: lineNumber(asObject(member(result, 'end')), 'line'),
    message,
    ...(fingerprint !== '' && fingerprint !== 'requires login' && { fingerprint }),
  })
}

function findsSecrets(rule: string, metadata: JsonObject | null): boolean {
  return /secret|credential/i.test(rule) || textsOf(metadata, 'technology').includes('secrets')
}

/** One text or a list of them. */
function textsOf(metadata: JsonObject | null, key: string): string[] {
  const one = text(metadata, key, MAX.url)
  return one === '' ? texts(metadata, key, MAX.url, 50) : [one]
}
