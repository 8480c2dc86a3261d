import { cleanText } from '../domain/clean-text.ts'
import { saneDate } from './dates.ts'
import { asArray, asObject, type JsonObject, lineNumber, member, text } from './json-access.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { MAX, repositoryPath, scannedRepository, scopesOf, unreadAt } from './repository-findings.ts'
import { gradedByTrial, secretFinding } from './secret-findings.ts'

/** A scan or a baseline. Of a secret it holds a bare hash, which is not kept. @see https://github.com/Yelp/detect-secrets */
export const detectSecretsJson: ReportFormat = {
  name: 'detect-secrets-json',
  title: 'detect-secrets scan or baseline',
  source: 'detect-secrets',
  // Findings are members of an object, one list a file.
  records: [],
  ignored: [],
  recognises: (outline) => {
    const root = asObject(outline)
    return asObject(member(root, 'results')) !== null && Array.isArray(member(root, 'plugins_used'))
  },
  header: (outline, { receivedAt }) => ({
    format: detectSecretsJson.name,
    source: detectSecretsJson.source,
    toolVersion: text(asObject(outline), 'version', 100) || null,
    scannedAt: saneDate(member(asObject(outline), 'generated_at'), receivedAt),
  }),
  read,
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const results = asObject(member(asObject(outline), 'results'))
  return {
    scopes: scopesOf(scannedRepository(options), [{ scan: 'secret', complete: isWhole(results) }]),
    unread: results === null ? [unreadAt('results', 'It is no object of files: it does not say what was found')] : [],
    record: () => null,
    *outlined() {
      for (const [name, found] of Object.entries(results ?? {})) {
        const file = cleanText(name, MAX.path)
        if (!Array.isArray(found)) yield unreadAt(`results.${file}`, 'This is not a list')
        for (const [index, value] of asArray(found).entries()) {
          const told = findingOf(asObject(value), file, options.repository ?? '')
          if (typeof told === 'string') yield unreadAt(`results.${file}[${index}]`, told)
          else if (told !== null) yield told
        }
      }
    },
  }
}

/** Whether each file has its list, so that what is not in it is gone. */
function isWhole(results: JsonObject | null): boolean {
  return results !== null && Object.values(results).every(Array.isArray)
}

/** Null for what a person looked at and found to be no secret. */
function findingOf(found: JsonObject | null, file: string, repository: string): RecordReading | string | null {
  const rule = text(found, 'type', MAX.id)
  if (rule === '') return 'It has no type'
  if (member(found, 'is_secret') === false) return null
  // IBM's edition says beside it what came of trying.
  const tried = member(found, 'verified_result') ?? member(found, 'is_verified')
  const path = repositoryPath(text(found, 'filename', MAX.path) || file, repository)
  return secretFinding({
    rule,
    title: rule,
    ...gradedByTrial(tried),
    path,
    startLine: lineNumber(found, 'line_number'),
    masked: '',
  })
}
