import { parseImageReference } from '../domain/image-reference.ts'
import type { Subject } from '../domain/observation.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, lineNumber, member, text } from './json-access.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { MAX, readRecord, repositoryPath, scannedRepository, scopesOf } from './repository-findings.ts'
import { gradedByTrial, maskedSecret, secretFinding } from './secret-findings.ts'
import { gradedByWord } from './severity-words.ts'

/** One record a line, or a list of them. @see https://github.com/trufflesecurity/trufflehog#3-scan-a-github-org */
export const trufflehogJson: ReportFormat = {
  name: 'trufflehog-json',
  title: 'TruffleHog JSON output (v2, v3)',
  source: 'trufflehog',
  records: ['*'],
  lines: true,
  ignored: [],
  recognises: (outline) => shapeOf(asObject(firstOf(outline))) !== null,
  header: () => ({ format: trufflehogJson.name, source: trufflehogJson.source, toolVersion: null, scannedAt: null }),
  read,
}

function firstOf(outline: unknown): unknown {
  return Array.isArray(outline) ? outline[0] : outline
}

/** What a record is: of version 3, of version 2, of the fork trufflehog3, or a line of the tool's own log. */
function shapeOf(record: JsonObject | null): 'v3' | 'v2' | 'fork' | 'log' | null {
  const has = (key: string) => member(record, key) !== undefined
  if (has('SourceMetadata') && (has('DetectorName') || has('DetectorType'))) return 'v3'
  if (has('reason') && has('stringsFound')) return 'v2'
  if (asObject(member(record, 'rule')) && has('secret') && has('path')) return 'fork'
  return has('level') && has('msg') && text(record, 'logger', 50) === 'trufflehog' ? 'log' : null
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const first = asObject(firstOf(outline))
  if (!Array.isArray(outline) && shapeOf(first) === null) {
    throw new FormatError('invalid', 'The report has no records: it does not say what was found')
  }
  const origin = originOf(first)
  const subject = subjectOf(first, origin, options)
  // Where the log stands among the records it may tell of an error later on.
  const complete = shapeOf(first) !== 'log'
  const stated = options.repository !== undefined || options.image !== undefined
  const repository = subject.type === 'repository' ? subject.name : ''
  return {
    scopes: scopesOf(subject, [{ scan: 'secret', complete }]),
    unread: [],
    record: (place, value) =>
      readRecord(place, value, (record) => {
        const from = originOf(record)
        if (!stated && from !== '' && from !== origin) return `It is of something else than the first record: ${from}`
        return findingOf(record, repository)
      }),
  }
}

/** The members of the one source that a record of version 3 names: Git, Github, Docker, Filesystem … */
function sourceOf(record: JsonObject | null): JsonObject | null {
  const data = asObject(member(asObject(member(record, 'SourceMetadata')), 'Data'))
  const [name] = Object.keys(data ?? {})
  return name === undefined ? null : asObject(member(data, name))
}

function originOf(record: JsonObject | null): string {
  const source = sourceOf(record)
  const repository = withoutPassword(text(source, 'repository', MAX.name))
  return repository.replace(/^[a-z+]+:\/\/|\.git\/?$|\/$/gi, '') || text(source, 'image', MAX.name)
}

/** Whoever could clone it may have written the password into its address. */
function withoutPassword(address: string): string {
  return address.replace(/^([a-z][a-z+.-]*:\/\/)[^/]*@/i, '$1')
}

/** What the sender says, else the repository or image of the first record; a folder of the machine that scanned is none. */
function subjectOf(first: JsonObject | null, origin: string, options: ReportOptions): Subject {
  if (options.repository !== undefined) return scannedRepository(options)
  const source = sourceOf(first)
  const image = text(source, 'image', MAX.name)
  if (options.image === undefined && image === '') {
    return origin === '' || origin.startsWith('/') ? scannedRepository(options) : { type: 'repository', name: origin }
  }
  const { repository, tag, digest } = parseImageReference(options.image ?? image)
  if (repository === '') throw new FormatError('invalid', 'The image has no name: name it with image=')
  const tags = [tag ?? text(source, 'tag', MAX.name)].filter((one) => one !== '')
  return { type: 'image', repository, tags, digest, imageId: null, platform: null, layers: [], labels: {} }
}

function findingOf(record: JsonObject, repository: string): RecordReading | string | null {
  switch (shapeOf(record)) {
    case 'v3':
      return verifiedFinding(record, repository)
    case 'v2': {
      const rule = text(record, 'reason', MAX.id)
      if (rule === '') return 'It has no reason'
      // `stringsFound` may be whole lines, of which no part is sure to be no secret.
      const path = repositoryPath(text(record, 'path', MAX.path), repository)
      return secretFinding({
        rule,
        title: rule,
        path,
        masked: asArray(member(record, 'stringsFound')).length > 0 ? maskedSecret('*') : '',
      })
    }
    case 'fork': {
      const rule = asObject(member(record, 'rule'))
      const id = text(rule, 'id', MAX.id)
      const line = Number(text(record, 'line', 20))
      if (id === '') return 'Its rule has no id'
      return secretFinding({
        rule: id,
        title: text(rule, 'message', MAX.title),
        ...gradedByWord(member(rule, 'severity')),
        path: repositoryPath(text(record, 'path', MAX.path), repository),
        startLine: lineNumber({ line }, 'line') ?? lineNumber(record, 'line'),
        masked: maskedSecret(text(record, 'secret', MAX.message)),
      })
    }
    case 'log':
      return /^(?:error|fatal|panic)/.test(text(record, 'level', 20)) ? 'The tool reported an error in its log' : null
    case null:
      return 'It is no record of TruffleHog'
  }
}

/** Of an address with a password, where it leads; the name beside the password may be a token too. */
const ADDRESS = /^([a-z][\w+.:-]*:\/\/).*@([\w.:[\]-]+)/is

function maskedRaw(raw: string): string {
  const [, scheme, host] = ADDRESS.exec(raw) ?? []
  return scheme === undefined ? maskedSecret(raw) : `${scheme}********@${host}`
}

/** A record of version 3. What the tool itself starred out of it may still show the better part of a secret. */
function verifiedFinding(record: JsonObject, repository: string): RecordReading | string {
  const detector = text(record, 'DetectorName', MAX.id)
  const own = text(asObject(member(record, 'ExtraData')), 'name', MAX.id)
  const rule = (detector === 'CustomRegex' && own) || detector
  if (rule === '') return 'It has no DetectorName'
  const source = sourceOf(record)
  const raw = text(record, 'Raw', MAX.message)
  const link = withoutPassword(text(source, 'link', MAX.path)).replace(/[?#].*$/s, '')
  const file = text(source, 'file', MAX.path) || text(source, 'path', MAX.path)
  return secretFinding({
    rule,
    title: text(record, 'DetectorDescription', MAX.title) || rule,
    ...gradedByTrial(member(record, 'Verified')),
    path: file === '' ? link : repositoryPath(file, repository),
    startLine: lineNumber(source, 'line'),
    masked: maskedRaw(raw || text(record, 'Redacted', MAX.message)),
  })
}
