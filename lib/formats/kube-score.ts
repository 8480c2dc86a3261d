import { asArray, asObject, type JsonObject, lineNumber, member, text } from './json-access.ts'
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
  unreadAt,
  webLinks,
} from './repository-findings.ts'
import { type Graded, graded } from './severity-words.ts'

/** An array of objects, each with every check it was put to. @see https://github.com/zegl/kube-score */
export const kubeScoreJson: ReportFormat = {
  name: 'kube-score-json',
  title: 'kube-score JSON output (v2)',
  source: 'kube-score',
  records: ['*.checks.*'],
  ignored: [],
  recognises: (outline) => {
    const first = asObject(asArray(outline)[0])
    return typeof member(first, 'object_name') === 'string' && asObject(member(first, 'type_meta')) !== null
  },
  header: () => ({ format: kubeScoreJson.name, source: kubeScoreJson.source, toolVersion: null, scannedAt: null }),
  read,
}

/** 1 critical, 5 warning, 7 almost ok, 10 ok: kube-score itself prints the last two as passed. */
const WARNING = 5
const ALMOST_OK = 7

function read(outline: unknown, options: ReportOptions): ReportReading {
  const objects = requiredList(outline, 'of objects').map(asObject)
  const unread = objects.flatMap((object, index) =>
    object !== null && Array.isArray(member(object, 'checks'))
      ? []
      : [unreadAt(`[${index}]`, 'This object has no list of checks')],
  )
  return {
    scopes: scopesOf(scannedRepository(options), [{ scan: 'misconfiguration', complete: unread.length === 0 }]),
    unread,
    record: (place, value) =>
      readRecord(place, value, (check) =>
        findingOf(objects[place.indexes[0] ?? 0] ?? null, check, options.repository ?? ''),
      ),
  }
}

/** One finding for each failed check, since its comments (a container each) are mended together; null when it passed. */
function findingOf(object: JsonObject | null, scored: JsonObject, repository: string): RecordReading | string | null {
  const grade = member(scored, 'grade')
  if (member(scored, 'skipped') === true || (typeof grade === 'number' && grade >= ALMOST_OK)) return null
  const check = asObject(member(scored, 'check'))
  const rule = text(check, 'id', MAX.id)
  if (rule === '') return 'Its check has no id'
  if (typeof grade !== 'number') return 'It has no grade'
  const comments = asArray(member(scored, 'comments')).map(asObject)
  const meta = asObject(member(object, 'object_meta'))
  const kind = text(asObject(member(object, 'type_meta')), 'kind', MAX.name)
  return misconfiguration({
    scope: 0,
    rule,
    title: text(check, 'name', MAX.title),
    description: text(check, 'comment', MAX.description),
    remediation: text(comments[0] ?? null, 'description', MAX.message),
    ...gradedByGrade(grade),
    references: webLinks(comments.map((comment) => text(comment, 'documentation_url', MAX.url))),
    path: repositoryPath(text(object, 'file_name', MAX.path), repository),
    resource: objectName(kind, text(meta, 'namespace', MAX.name), text(meta, 'name', MAX.name)),
    startLine: lineNumber(object, 'file_row'),
    message: text({ told: comments.map(commentText).join('\n') }, 'told', MAX.message),
  })
}

function gradedByGrade(grade: number): Graded {
  return graded(grade < WARNING ? 'high' : 'medium', grade)
}

function commentText(comment: JsonObject | null): string {
  const parts = ['path', 'summary'].map((key) => text(comment, key, MAX.title))
  return parts.filter((part) => part !== '').join(': ')
}
