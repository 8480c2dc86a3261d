import { parseImageReference } from '../domain/image-reference.ts'
import type { ImageSubject } from '../domain/observation.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, member, text, texts } from './json-access.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { MAX, misconfiguration, readRecord, requiredList, scopesOf } from './repository-findings.ts'
import { gradedByLevel } from './severity-words.ts'

/** What an image is built badly in. @see https://github.com/goodwithtech/dockle */
export const dockleJson: ReportFormat = {
  name: 'dockle-json',
  title: 'Dockle JSON report',
  source: 'dockle',
  records: ['details.*'],
  ignored: [],
  recognises: (outline) => {
    const root = asObject(outline)
    const counts = asObject(member(root, 'summary'))
    if (!['fatal', 'warn', 'pass'].every((key) => typeof member(counts, key) === 'number')) return false
    const details = member(root, 'details')
    return details === null || details === undefined || Array.isArray(details)
  },
  header: () => ({ format: dockleJson.name, source: dockleJson.source, toolVersion: null, scannedAt: null }),
  read,
}

/** Passed, ignored by the one who asked, or not to be told without a daemon. */
const NO_FINDING = new Set(['PASS', 'IGNORE', 'SKIP'])
const MAX_ALERTS = 200

function read(outline: unknown, options: ReportOptions): ReportReading {
  const root = asObject(outline)
  requiredList(member(root, 'details') ?? (asObject(member(root, 'summary')) === null ? undefined : null), 'details')
  return {
    scopes: scopesOf(imageOf(root, options), [{ scan: 'misconfiguration', complete: true }]),
    unread: [],
    record: (place, value) => readRecord(place, value, findingOf),
  }
}

function imageOf(root: JsonObject | null, options: ReportOptions): ImageSubject {
  const { repository, tag, digest } = parseImageReference(options.image ?? text(root, 'image', MAX.title))
  if (repository === '') {
    throw new FormatError('invalid', 'The report does not say which image was scanned: name it with image=')
  }
  const tags = tag === null ? [] : [tag]
  return { type: 'image', repository, tags, digest, imageId: null, platform: null, layers: [], labels: {} }
}

/** One finding for each check, since its alerts (a file each) are of one image. */
function findingOf(detail: JsonObject): RecordReading | string | null {
  const level = text(detail, 'level', 50)
  if (NO_FINDING.has(level.toUpperCase())) return null
  const rule = text(detail, 'code', MAX.id)
  if (rule === '') return 'It has no code'
  const alerts = asArray(member(detail, 'alerts'))
  const told = texts(detail, 'alerts', MAX.title, MAX_ALERTS).join('\n')
  const more = alerts.length > MAX_ALERTS ? `\n… and ${alerts.length - MAX_ALERTS} more` : ''
  return misconfiguration({
    scope: 0,
    rule,
    title: text(detail, 'title', MAX.title),
    ...gradedByLevel(level),
    references: /^(?:CIS|DKL)-\w+-\d+$/.test(rule)
      ? [`https://github.com/goodwithtech/dockle/blob/master/CHECKPOINT.md#${rule}`]
      : [],
    path: '',
    resource: '',
    // Dockle's alerts on secrets name the variable or the file, not what is in it.
    message: text({ told: told + more }, 'told', MAX.message),
  })
}
