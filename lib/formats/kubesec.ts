import type {
  MisconfigurationObservation,
  ReportHeader,
  RepositorySubject,
  UnreadObservation,
  WorkloadSubject,
} from '../domain/observation.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { placeName } from './record-paths.ts'
import type { ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { repositoryPath, requiredList } from './repository-findings.ts'
import { ScopeList } from './scope-list.ts'

const MAX = { name: 500, path: 4096, message: 5000 }
const CRITICAL = '*.scoring.critical.*'
/** `Deployment/pay-api.shop`: kind, name and, after the last dot, the namespace. */
const OBJECT = /^([A-Z]\w*)\/(.+)\.([^.]+)$/
/** What kubesec calls the file when it read no file. */
const NO_FILE = new Set(['', 'STDIN', 'API'])

interface Manifest {
  scope: number
  path: string
  resource: string
}

/** One entry a manifest: what it must not have (`critical`) and what it should have (`advise`). */
export const kubesecJson: ReportFormat = {
  name: 'kubesec-json',
  title: 'kubesec JSON report',
  source: 'kubesec',
  records: [CRITICAL, '*.scoring.advise.*'],
  // No list stands under `object`: naming it keeps entries without scoring in the outline of every pass.
  ignored: ['*.scoring.passed.*', '*.rules.*', '*.object.*'],
  recognises: (outline) => asArray(outline).some(isEntry),
  header,
  read,
}

function isEntry(value: unknown): boolean {
  const entry = asObject(value)
  return typeof member(entry, 'object') === 'string' && typeof member(entry, 'score') === 'number'
}

function header(): ReportHeader {
  return { format: kubesecJson.name, source: kubesecJson.source, toolVersion: null, scannedAt: null }
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const list = new ScopeList('misconfiguration')
  const unread: UnreadObservation[] = []
  const manifests = requiredList(outline, 'of manifests').map((value, index): Manifest | null => {
    const entry = asObject(value)
    const [, kind = '', name = '', namespace = ''] = OBJECT.exec(text(entry, 'object', MAX.name)) ?? []
    const scored = asObject(member(entry, 'scoring')) !== null
    const why = kind === '' ? 'It names no object' : scored ? null : 'The object could not be judged'
    if (why !== null) unread.push({ type: 'unread', path: `[${index}]`, reason: told(why, entry) })
    if (kind === '') return null
    const subject = subjectOf({ kind, name, namespace }, options)
    const file = text(entry, 'fileName', MAX.path)
    const path = NO_FILE.has(file) ? '' : repositoryPath(file, subject.name)
    return { scope: list.of(subject, scored), path, resource: `${kind}/${name}` }
  })
  return {
    scopes: list.scopes,
    unread,
    record({ pattern, indexes }, value) {
      const found = findingOf(asObject(value), manifests[indexes[0] ?? -1], pattern === CRITICAL)
      return typeof found === 'string' ? { type: 'unread', path: placeName(pattern, indexes), reason: found } : found
    },
  }
}

function told(why: string, entry: JsonObject | null): string {
  const message = text(entry, 'message', MAX.name)
  return message === '' ? why : `${why}: ${message}`
}

function findingOf(
  item: JsonObject | null,
  manifest: Manifest | null | undefined,
  critical: boolean,
): MisconfigurationObservation | string {
  if (!manifest) return 'Its manifest names no object'
  const selector = text(item, 'selector', MAX.name).replaceAll(' ', '')
  // Before 2.5 items had no id: then the selector is what names the rule.
  const rule = text(item, 'id', MAX.name) || (selector === '-' ? '' : selector)
  if (rule === '') return 'It has no id and no selector'
  const reason = text(item, 'reason', MAX.message)
  const resource = { path: manifest.path, resource: manifest.resource }
  return {
    type: 'misconfiguration',
    scope: manifest.scope,
    rule,
    title: reason || rule,
    description: '',
    remediation: '',
    severity: critical ? 'high' : 'low',
    references: [],
    ...resource,
    startLine: null,
    endLine: null,
    message: selector,
  }
}

function subjectOf(
  object: { kind: string; name: string; namespace: string },
  { repository, cluster }: ReportOptions,
): RepositorySubject | WorkloadSubject {
  if (repository !== undefined) return { type: 'repository', name: repository }
  if (cluster !== undefined) return { type: 'workload', cluster, ...object }
  throw new FormatError(
    'invalid',
    'The report does not say where the manifests come from: name it with repository= or cluster=',
  )
}
