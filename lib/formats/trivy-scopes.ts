import { posix } from 'node:path'
import type {
  ImageSubject,
  ScanKind,
  ScopeObservation,
  Subject,
  UnreadObservation,
  WorkloadSubject,
} from '../domain/observation.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import type { ReportOptions } from './report-format.ts'
import { scannedPart } from './repository-findings.ts'
import { artifactSubject, resourceImage } from './trivy-subject.ts'

/** What a record needs to know of the result it stands in. */
export interface ResultReading {
  target: string
  /** As a path of the repository, one that is told beside the target. */
  pathOf(told: string): string
  type: string
  /** Packages of the operating system, which no file of the artifact declares. */
  isSystem: boolean
  /** `Deployment/pay`, when the result is about a live object. */
  resource: string | null
  vulnerabilityScope: number | null
  misconfigurationScope: number | null
  secretScope: number | null
  /** Null where no packages are listed: then nothing is known of what is there. */
  inventoryScope: number | null
}

export interface ScopeReading {
  scopes: ScopeObservation[]
  unread: UnreadObservation[]
  /** By the result's place: `Results.0`, `0` in the oldest shape, `Resources.3.0` in a cluster scan. */
  results: Map<string, ResultReading>
}

/** One thing that was scanned, with the results about it. `scanned` is the image or repository, `object` the live object. */
interface Artifact {
  place: string
  /** The folder or file of the repository that was scanned, '' for all of it; targets are relative to it. */
  part: string
  results: readonly unknown[]
  scanned: Subject
  object: WorkloadSubject | null
  failed: boolean
  /** False for a document in which nothing says that a scan took place (`null`, `[]`). */
  stated: boolean
}

const RESOURCE_LISTS = ['Resources', 'Findings', 'Vulnerabilities', 'Misconfigurations']
/** Where the first package stays in the outline; of other lists only is known that they are there, which Trivy leaves out else. */
const FIRST = /^(?:\w+\.)?0(?:\.0)?$/
const PACKAGE_CLASSES = new Set(['os-pkgs', 'lang-pkgs'])
const CONFIG_TYPES = new Set(['dockerfile', 'kubernetes', 'helm', 'terraform', 'terraformplan', 'cloudformation'])

/** Says what the report covered (DESIGN.md §7.1), from its outline. */
export function readScopes(outline: unknown, options: ReportOptions): ScopeReading {
  const reading: ScopeReading = { scopes: [], unread: [], results: new Map() }
  const numbers = new Map<string, ScopeObservation>()
  const scopeOf = (subject: Subject, scan: ScanKind, complete: boolean, part: string): number => {
    const key = `${scan} ${subjectKey(subject)}`
    const known = numbers.get(key)
    if (known) {
      known.complete &&= complete
      return known.scope
    }
    const scope: ScopeObservation = {
      ...{ type: 'scope', scope: reading.scopes.length, subject, scan, complete },
      ...(part !== '' && { part }),
    }
    numbers.set(key, scope)
    reading.scopes.push(scope)
    return scope.scope
  }
  for (const artifact of artifactsOf(outline, options, reading.unread)) {
    const parsed = artifact.results.map(asObject)
    const hasPackages = parsed.some((result) => result !== null && isPackageResult(result))
    const scope = (scan: ScanKind) =>
      scan === 'misconfiguration' && artifact.object
        ? scopeOf(artifact.object, scan, !artifact.failed, '')
        : scopeOf(artifact.scanned, scan, !artifact.failed && (scan !== 'vulnerability' || hasPackages), artifact.part)
    for (const [index, result] of parsed.entries()) {
      const place = `${artifact.place}${index}`
      if (result) reading.results.set(place, resultReading(result, artifact, scope, FIRST.test(place)))
      else reading.unread.push({ type: 'unread', path: place, reason: 'This result is not an object' })
    }
    if (!artifact.stated) continue
    for (const scan of options.declaredScans ?? []) if (scan !== 'vulnerability') scope(scan)
  }
  return reading
}

function artifactsOf(outline: unknown, options: ReportOptions, unread: UnreadObservation[]): Artifact[] {
  if (Array.isArray(outline) || outline === null) {
    const results = asArray(outline)
    if (results.length === 0) return nothing(unread)
    return [{ ...whole(results, artifactSubject(null, results, options), ''), place: '' }]
  }
  const root = asObject(outline)
  const resources = RESOURCE_LISTS.flatMap((list) =>
    asArray(member(root, list)).map((value, index) => ({ place: `${list}.${index}`, resource: asObject(value) })),
  )
  if (resources.length > 0 || member(root, 'ClusterName') !== undefined) {
    return resources.flatMap(({ place, resource }) => resourceArtifact(root, place, resource, options, unread))
  }
  if (Object.keys(root ?? {}).length === 0) return nothing(unread)
  const stated = member(root, 'Results')
  if (stated !== undefined && stated !== null && !Array.isArray(stated))
    throw new FormatError('invalid', 'Results is neither a list nor null, so what was found cannot be told')
  const results = asArray(stated)
  return [whole(results, artifactSubject(root, results, options), partOf(root, options))]
}

function nothing(unread: UnreadObservation[]): Artifact[] {
  unread.push({ type: 'unread', path: '', reason: 'The report holds no results: it closes nothing' })
  return []
}

function whole(results: readonly unknown[], scanned: Subject, part: string): Artifact {
  return { place: 'Results.', part, results, scanned, object: null, failed: false, stated: true }
}

/** Where the sender names the repository, what Trivy was started with is a folder or a file of it. */
function partOf(root: JsonObject | null, { repository }: ReportOptions): string {
  if (repository === undefined || text(root, 'ArtifactType', 50) !== 'filesystem') return ''
  return scannedPart(text(root, 'ArtifactName', 1000), repository)
}

/** A target as a path of the repository. A file that was scanned by itself is the part, and its own target. */
function pathIn(part: string, target: string): string {
  if (part === '' || target === '') return target
  return part === target || part.endsWith(`/${target}`) ? part : posix.join(part, target)
}

function resourceArtifact(
  root: JsonObject | null,
  place: string,
  resource: JsonObject | null,
  options: ReportOptions,
  unread: UnreadObservation[],
): Artifact[] {
  const kind = text(resource, 'Kind', 100)
  const name = text(resource, 'Name', 300)
  if (kind === '' || name === '') {
    unread.push({ type: 'unread', path: place, reason: 'This resource has no Kind and Name' })
    return []
  }
  const failure = text(resource, 'Error', 500)
  if (failure !== '') unread.push({ type: 'unread', path: place, reason: `The scan of this object failed: ${failure}` })
  const cluster = options.cluster ?? (text(root, 'ClusterName', 300) || null)
  const object: WorkloadSubject = { type: 'workload', cluster, namespace: text(resource, 'Namespace', 300), kind, name }
  const results = asArray(member(resource, 'Results'))
  const scanned = resourceImage(resource, results) ?? object
  return [{ place: `${place}.`, part: '', results, scanned, object, failed: failure !== '', stated: true }]
}

function resultReading(
  result: JsonObject,
  { object, part, scanned }: Artifact,
  scope: (scan: ScanKind) => number,
  isFirst: boolean,
): ResultReading {
  const resultClass = text(result, 'Class', 50)
  const type = text(result, 'Type', 100)
  const isConfig = resultClass === 'config' || Array.isArray(member(result, 'Misconfigurations'))
  const isSecret = resultClass === 'secret' || Array.isArray(member(result, 'Secrets'))
  const packages = member(result, 'Packages')
  const hasPackageList = Array.isArray(packages) && (packages.length > 0 || !isFirst)
  const isVulnerable = isPackageResult(result) || Array.isArray(member(result, 'Vulnerabilities'))
  return {
    target: pathIn(part, text(result, 'Target', 4096)),
    pathOf: (told) => pathIn(part, told),
    type,
    isSystem: resultClass === 'os-pkgs' || (resultClass === '' && / \([\w. -]+\)$/.test(text(result, 'Target', 4096))),
    resource: object && `${object.kind}/${object.name}`,
    vulnerabilityScope: isVulnerable ? scope('vulnerability') : null,
    misconfigurationScope: isConfig ? scope('misconfiguration') : null,
    secretScope: isSecret ? scope('secret') : null,
    inventoryScope: hasPackageList && scanned.type !== 'workload' ? scope('inventory') : null,
  }
}

/** Before Trivy 0.20 results had no class: then a type that is no configuration language means packages. */
function isPackageResult(result: JsonObject): boolean {
  const resultClass = text(result, 'Class', 50)
  if (resultClass !== '') return PACKAGE_CLASSES.has(resultClass)
  const type = text(result, 'Type', 100)
  return type !== '' && !CONFIG_TYPES.has(type)
}

function subjectKey(subject: Subject): string {
  if (subject.type === 'image') return imageKey(subject)
  if (subject.type === 'workload')
    return JSON.stringify([subject.cluster, subject.namespace, subject.kind, subject.name])
  return JSON.stringify([subject.name])
}

function imageKey({ repository, digest, imageId, tags }: ImageSubject): string {
  return JSON.stringify([repository, digest ?? imageId ?? tags])
}
