import { asArray, asObject, type JsonObject, lineNumber, member, text, texts } from './json-access.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import {
  MAX,
  readRecord,
  repositoryPath,
  requiredList,
  scannedRepository,
  scopesOf,
  unreadAt,
} from './repository-findings.ts'
import { maskedSecret, secretFinding } from './secret-findings.ts'
import { gradedByWord } from './severity-words.ts'

/** A list of leaks, since version 8 with other names than before. @see https://github.com/gitleaks/gitleaks#reporting */
export const gitleaksJson: ReportFormat = {
  name: 'gitleaks-json',
  title: 'Gitleaks JSON report (v7, v8)',
  source: 'gitleaks',
  records: ['*', 'leaks.*'],
  ignored: [],
  recognises: (outline) => {
    const root = asObject(outline)
    const first = asObject((Array.isArray(outline) ? outline : asArray(member(root, 'leaks')))[0])
    const has = (keys: readonly string[]) => keys.every((key) => member(first, key) !== undefined)
    return has(['RuleID', 'File', 'StartLine']) || has(['rule', 'offender'])
  },
  header: () => ({ format: gitleaksJson.name, source: gitleaksJson.source, toolVersion: null, scannedAt: null }),
  read,
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const root = asObject(outline)
  requiredList(root === null ? outline : member(root, 'leaks'), 'of leaks')
  const errors = asArray(member(root, 'errors'))
  return {
    scopes: scopesOf(scannedRepository(options), [{ scan: 'secret', complete: errors.length === 0 }]),
    unread: errors.map((_, index) => unreadAt(`errors[${index}]`, 'The tool reported an error')),
    record: (place, value) => readRecord(place, value, (leak) => findingOf(leak, options.repository ?? '')),
  }
}

/** The line, the match and the commit's message are not kept: any of them may hold the secret. */
function findingOf(leak: JsonObject, repository: string): RecordReading | string {
  const rule = first(leak, ['RuleID', 'rule_id', 'rule'], MAX.id)
  if (rule === '') return 'It has no rule'
  const told = [member(leak, 'severity'), ...texts(leak, 'Tags', MAX.id, 50)].map(gradedByWord)
  return secretFinding({
    rule,
    title: first(leak, ['Description', 'description', 'rule'], MAX.title),
    ...(told.find(({ severity }) => severity !== 'unknown') ?? told[0]),
    path: repositoryPath(first(leak, ['File', 'file'], MAX.path), repository),
    startLine: ['StartLine', 'lineNumber', 'start_line'].map((key) => lineNumber(leak, key)).find(Boolean) ?? null,
    masked: maskedSecret(first(leak, ['Secret', 'offender'], MAX.message)),
  })
}

/** The first of these members that says something. */
function first(leak: JsonObject, keys: readonly string[], max: number): string {
  return keys.map((key) => text(leak, key, max)).find((value) => value !== '') ?? ''
}
