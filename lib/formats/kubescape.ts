import type {
  MisconfigurationObservation,
  ReportHeader,
  RepositorySubject,
  UnreadObservation,
  WorkloadSubject,
} from '../domain/observation.ts'
import { saneDate } from './dates.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, member, text, texts } from './json-access.ts'
import { placeName } from './record-paths.ts'
import type { ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { repositoryPath } from './repository-findings.ts'
import { ScopeList } from './scope-list.ts'
import { type Graded, graded, gradedByWord } from './severity-words.ts'

const MAX = { id: 1000, name: 500, title: 1000, path: 4096, message: 5000, paths: 20 }

/** Of an object only what names it is needed; its long lists would fill the outline. */
const LONG_LISTS = ['metadata.managedFields', 'metadata.ownerReferences', 'rules', 'subjects', 'relatedObjects'].concat(
  ['spec', 'spec.template.spec', 'spec.jobTemplate.spec.template.spec'].flatMap((spec) => [
    `${spec}.containers`,
    `${spec}.initContainers`,
    `${spec}.volumes`,
  ]),
  ['status.conditions', 'status.images', 'spec.ports', 'webhooks'],
)

/** What one result is about, and the file that it stands in when files were scanned. */
interface Resource {
  subject: WorkloadSubject | RepositorySubject
  path: string
  name: string
}

/** Kubescape's second JSON format (`--format json`, the default since 2.0): a result for each object, with its controls. */
export const kubescapeJson: ReportFormat = {
  name: 'kubescape-json',
  title: 'Kubescape JSON report (v2)',
  source: 'kubescape',
  records: ['results.*.controls.*'],
  ignored: [
    'results.*.prioritizedResource.priorityVector.*',
    'summaryDetails.frameworks.*',
    ...LONG_LISTS.map((list) => `resources.*.object.${list}.*`),
  ],
  recognises,
  header,
  read,
}

function recognises(outline: unknown): boolean {
  const root = asObject(outline)
  const summary = asObject(member(root, 'summaryDetails'))
  return asObject(member(summary, 'controls')) !== null && root !== null && ('results' in root || 'resources' in root)
}

function header(outline: unknown, options: ReportOptions): ReportHeader {
  const root = asObject(outline)
  const scan = asObject(member(asObject(member(root, 'metadata')), 'scanMetadata'))
  return {
    format: kubescapeJson.name,
    source: kubescapeJson.source,
    toolVersion: text(scan, 'kubescapeVersion', 100) || null,
    scannedAt: saneDate(member(root, 'generationTime'), options.receivedAt),
  }
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const root = asObject(outline)
  const list = new ScopeList('misconfiguration')
  const unread: UnreadObservation[] = []
  const stated = new Map(
    asArray(member(root, 'resources')).map((value) => [text(asObject(value), 'resourceID', MAX.id), asObject(value)]),
  )
  const results = asArray(member(root, 'results')).map((value, index) => {
    const id = text(asObject(value), 'resourceID', MAX.id)
    const resource = resourceOf(root, id, stated.get(id) ?? null, options)
    if (resource) return { ...resource, scope: list.of(resource.subject, true, partOf(root)) }
    unread.push({ type: 'unread', path: `results[${index}]`, reason: 'Its resourceID names no object' })
    return null
  })
  if (results.length === 0) {
    unread.push({ type: 'unread', path: '', reason: 'The report holds no results: it closes nothing' })
  }
  const controls = asObject(member(asObject(member(root, 'summaryDetails')), 'controls'))
  return {
    scopes: list.scopes,
    unread,
    record({ pattern, indexes }, value) {
      const control = asObject(value)
      const resource = results[indexes[0] ?? -1]
      const failed = failedRules(control)
      if (control !== null && failed.length === 0) return null
      const id = text(control, 'controlID', MAX.id)
      if (!resource || id === '') {
        const reason = resource ? 'It has no controlID' : 'Its result names no object'
        return { type: 'unread', path: placeName(pattern, indexes), reason }
      }
      return findingOf(id, control, failed, resource, asObject(member(controls, id)))
    },
  }
}

/** Which frameworks or controls were asked for: a scan of one says nothing of what only another one looks at. */
function partOf(root: JsonObject | null): { part?: string } {
  const names = texts(asObject(member(asObject(member(root, 'metadata')), 'scanMetadata')), 'targetNames', MAX.name, 50)
  return names.length === 0 ? {} : { part: [...new Set(names.map((name) => name.toLowerCase()))].sort().join('+') }
}

function findingOf(
  rule: string,
  control: JsonObject | null,
  failed: readonly JsonObject[],
  { scope, path, name }: Resource & { scope: number },
  summary: JsonObject | null,
): MisconfigurationObservation {
  return {
    type: 'misconfiguration',
    scope,
    rule,
    title: text(control, 'name', MAX.title) || text(summary, 'name', MAX.title),
    description: '',
    remediation: '',
    ...gradeOf(control, summary),
    references: [],
    path,
    resource: name,
    startLine: null,
    endLine: null,
    message: failed.flatMap(changes).slice(0, MAX.paths).join('; ').slice(0, MAX.message),
  }
}

/**
 * The rules for which the object failed the control. What was excepted is no finding: newer versions call it passed,
 * older ones leave the rule failed and add the exception. Before 2.1 only rules had a status, the control none.
 */
function failedRules(control: JsonObject | null): JsonObject[] {
  const stated = member(control, 'status')
  const status = typeof stated === 'string' ? stated : text(asObject(stated), 'status', 20)
  if (status !== '' && status !== 'failed') return []
  const rules = asArray(member(control, 'rules'))
    .map(asObject)
    .filter((rule) => rule !== null)
  const failed = rules.filter((rule) => text(rule, 'status', 20) === 'failed')
  const open = failed.filter((rule) => asArray(member(rule, 'exception')).length === 0)
  // The control's own word holds where it gives no rule that says why.
  return open.length === 0 && failed.length === 0 && status === 'failed' ? [{}] : open
}

/** What would have to change: `spec.containers[0].securityContext.privileged = false`. */
function changes(rule: JsonObject): string[] {
  return asArray(member(rule, 'paths')).flatMap((value) => {
    const fix = asObject(member(asObject(value), 'fixPath'))
    const path = text(fix, 'path', MAX.name)
    if (path !== '') return `${path} = ${text(fix, 'value', MAX.name)}`
    return text(asObject(value), 'failedPath', MAX.name) || []
  })
}

/** Kubescape's own bands of a control's factor of 1 to 10. */
function gradeOf(control: JsonObject | null, summary: JsonObject | null): Graded {
  const factor = member(summary, 'scoreFactor') ?? member(control, 'scoreFactor')
  if (typeof factor !== 'number' || factor <= 0) return gradedByWord(member(summary, 'severity'))
  return graded(factor >= 9 ? 'critical' : factor >= 7 ? 'high' : factor >= 4 ? 'medium' : 'low', factor)
}

/** Ids look like `apps/v1/shop/Deployment/pay`, with `path=<hash>/api=` before it when it was read from a file. */
function resourceOf(
  root: JsonObject | null,
  id: string,
  stated: JsonObject | null,
  options: ReportOptions,
): Resource | null {
  const object = asObject(member(stated, 'object'))
  const metadata = asObject(member(object, 'metadata'))
  const parts = id.split('/')
  const at = parts.findIndex((part, index) => index > 0 && /^[A-Z]/.test(part))
  const kind = text(object, 'kind', MAX.name) || (parts[at] ?? '')
  const name = text(metadata, 'name', MAX.name) || text(object, 'name', MAX.name) || (parts[at + 1] ?? '')
  if (kind === '' || name === '') return null
  const source = asObject(member(stated, 'source'))
  const path = text(source, 'relativePath', MAX.path) || text(object, 'sourcePath', MAX.path).replace(/:\d+$/, '')
  if (path !== '' || id.includes('path=')) {
    const subject = repositoryOf(root, options)
    return { subject, path: repositoryPath(path, subject.name), name: `${kind}/${name}` }
  }
  const namespace = text(metadata, 'namespace', MAX.name) || text(object, 'namespace', MAX.name)
  const subject: WorkloadSubject = {
    type: 'workload',
    cluster: clusterOf(root, options),
    namespace: namespace || (at > 0 ? (parts[at - 1] ?? '') : ''),
    kind,
    name,
  }
  return { subject, path: '', name: `${kind}/${name}` }
}

function clusterOf(root: JsonObject | null, options: ReportOptions): string | null {
  const metadata = asObject(member(root, 'metadata'))
  const context = asObject(member(asObject(member(metadata, 'targetMetadata')), 'clusterContextMetadata'))
  const stated = [text(root, 'clusterName', MAX.name), text(context, 'contextName', MAX.name)]
  return options.cluster ?? stated.find((name) => name !== '') ?? null
}

function repositoryOf(root: JsonObject | null, options: ReportOptions): RepositorySubject {
  if (options.repository !== undefined) return { type: 'repository', name: options.repository }
  const metadata = asObject(member(root, 'metadata'))
  const git = asObject(member(asObject(member(metadata, 'targetMetadata')), 'gitRepoContextMetadata'))
  const remote = text(git, 'remoteURL', MAX.name).replace(/^https?:\/\/(?:[^/@]*@)?|\.git$/g, '')
  if (remote !== '') return { type: 'repository', name: remote }
  throw new FormatError('invalid', 'The report does not say which repository was scanned: name it with repository=')
}
