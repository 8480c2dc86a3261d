import { cvssBaseScore } from '../domain/cvss-score.ts'
import type {
  ImageSubject,
  RepositorySubject,
  UnreadObservation,
  VulnerabilityObservation,
} from '../domain/observation.ts'
import { saneDate } from './dates.ts'
import { asArray, asObject, type JsonObject, member, text, texts } from './json-access.ts'
import { cvssOf, imageNamed, MAX, MAX_LIST, repositoryNamed, underItsNames, vulnerability } from './package-findings.ts'
import { purlOfPackage } from './purl.ts'
import type { RecordPlace, RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { readRecord, repositoryPath, requiredList, unreadAt, webLinks } from './repository-findings.ts'
import { ScopeList } from './scope-list.ts'
import { gradedByWord } from './severity-words.ts'

/** One project, a list of projects (`--all-projects`), or an image with the applications in it. */
const PLACES = ['', '*.', 'applications.*.', '*.applications.*.']
const LIST = 'vulnerabilities.*'
/** What the sender's policy ignores, and copies of findings under the fixes that they lack. */
const UNREAD_LISTS = ['filtered.ignore.*', 'filtered.patch.*', 'remediation.unresolved.*']

/** `snyk test --json` and `snyk container test --json`. @see https://docs.snyk.io/developer-tools/snyk-cli/commands/test */
export const snykJson: ReportFormat = {
  name: 'snyk-json',
  title: 'Snyk JSON report (open source, container)',
  source: 'snyk',
  records: PLACES.map((place) => `${place}${LIST}`),
  ignored: PLACES.flatMap((place) => UNREAD_LISTS.map((list) => `${place}${list}`)),
  recognises: (outline) => {
    const projects = Array.isArray(outline) ? outline : [outline]
    // Of a test that failed a null may be all that is left in the outline.
    return projects.some(isProject) && projects.every((value) => value === null || isProject(value))
  },
  header: () => ({ format: snykJson.name, source: snykJson.source, toolVersion: null, scannedAt: null }),
  read,
}

const SYSTEM_MANAGERS = new Set(['deb', 'rpm', 'apk', 'linux', 'docker'])
const IMAGE_PROJECT = /^docker-image\|/
const NO_NAMES = new Set(['CWE'])

/** What was tested by itself: a manifest's dependencies, or the packages of an image or of an application in it. */
interface Project {
  scope: number
  manager: string
  isSystem: boolean
  path: string
}

function isProject(value: unknown): boolean {
  const project = asObject(value)
  const list = member(project, 'vulnerabilities')
  if (typeof member(project, 'ok') !== 'boolean') return isSnykFinding(asObject(asArray(list)[0]))
  if (typeof member(project, 'error') === 'string') return typeof member(project, 'path') === 'string'
  const isTest = ['packageManager', 'dependencyCount', 'projectName'].some((key) => member(project, key) !== undefined)
  return isTest && (Array.isArray(list) || list === null)
}

/** Of a report that was cut down to its findings; the ids are those of Snyk's own database. */
function isSnykFinding(first: JsonObject | null): boolean {
  return /^(?:SNYK-|npm:)/.test(text(first, 'id', MAX.id)) && typeof member(first, 'packageName') === 'string'
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const scopes = new ScopeList('vulnerability')
  const unread: UnreadObservation[] = []
  const projects = new Map<string, Project>()
  const isList = Array.isArray(outline)
  for (const [index, value] of (isList ? outline : [outline]).entries()) {
    const project = asObject(value)
    const prefix = isList ? '*.' : ''
    const indexes = isList ? [index] : []
    const failure = project === null ? 'it says nothing of a project' : text(project, 'error', MAX.title)
    if (failure !== '') {
      unread.push(unreadAt(isList ? `[${index}]` : '', `The test failed: ${failure}`))
      if (options.image !== undefined) scopes.of(imageNamed(options.image), false)
      continue
    }
    const subject = subjectOf(project, options)
    projects.set(keyOf(prefix, indexes), projectOf(project, subject, scopes))
    for (const [number, application] of asArray(member(project, 'applications')).entries()) {
      const inside = projectOf(asObject(application), subject, scopes)
      projects.set(keyOf(`${prefix}applications.*.`, [...indexes, number]), inside)
    }
  }
  if (isList && outline.length === 0) unread.push(unreadAt('', 'The report holds no projects: it closes nothing'))
  return {
    scopes: scopes.scopes,
    unread,
    record: (place, value) => {
      const project = projects.get(projectKey(place))
      return readRecord(place, value, (stated) =>
        project ? findingsOf(stated, project, options) : 'The test of its project failed',
      )
    },
  }
}

function keyOf(prefix: string, indexes: readonly number[]): string {
  return `${prefix}${indexes.join('.')}`
}

function projectKey({ pattern, indexes }: RecordPlace): string {
  return keyOf(pattern.slice(0, -LIST.length), indexes.slice(0, -1))
}

function subjectOf(project: JsonObject | null, options: ReportOptions): ImageSubject | RepositorySubject {
  const name = text(project, 'projectName', MAX.ref)
  const isImage = asObject(member(project, 'docker')) !== null || IMAGE_PROJECT.test(name)
  if (options.repository !== undefined || (options.image === undefined && !isImage)) {
    return repositoryNamed(name, options)
  }
  return imageNamed(options.image ?? imageOf(name.replace(IMAGE_PROJECT, ''), text(project, 'path', MAX.ref)), {
    platform: text(project, 'platform', 100) || null,
  })
}

/** The name of the project has no tag, and its path can have the name of an application behind the tag: `pay/api:4.1/api`. */
function imageOf(name: string, path: string): string {
  if (!path.startsWith(name)) return path || name
  return name + (/^(?::[\w.-]+)?(?:@[\w+.:-]+)?/.exec(path.slice(name.length))?.[0] ?? '')
}

/**
 * Every manifest is tested by itself and may be sent by itself, so each is a part of the scan of its repository: that one
 * says nothing does not mean that another is clean.
 */
function projectOf(project: JsonObject | null, subject: ImageSubject | RepositorySubject, scopes: ScopeList): Project {
  requiredList(member(project, 'vulnerabilities'), 'vulnerabilities')
  const manager = text(project, 'packageManager', MAX.name)
  const isSystem = SYSTEM_MANAGERS.has(manager)
  const file = text(project, 'displayTargetFile', MAX.path) || text(project, 'targetFile', MAX.path)
  const path = repositoryPath(file, subject.type === 'repository' ? subject.name : '')
  const part = path || text(project, 'projectName', MAX.ref)
  const scope = scopes.of(subject, true, subject.type === 'image' || part === '' ? {} : { part })
  return { scope, manager, isSystem, path: isSystem ? '' : path }
}

/** Null for a licence that is not wanted: that is no vulnerability. */
function findingsOf(
  stated: JsonObject,
  { scope, manager, isSystem, path }: Project,
  options: ReportOptions,
): RecordReading | RecordReading[] | string | null {
  const id = text(stated, 'id', MAX.id).trim().toUpperCase()
  if (text(stated, 'type', 20) === 'license' || id.startsWith('SNYK:LIC:')) return null
  // Of a distribution's package Snyk names the source too: `gcc-10/libgcc-s1`.
  const name = text(stated, 'name', MAX.name) || text(stated, 'packageName', MAX.name)
  const packageName = isSystem ? name.slice(name.lastIndexOf('/') + 1) : goModule(name, manager)
  if (id === '') return 'It has no id'
  if (packageName === '') return 'It has no name of a package'
  const packageType = text(stated, 'packageManager', MAX.name).replace(/:.*/s, '') || manager
  const identifiers = asObject(member(stated, 'identifiers'))
  const nearest = text(stated, 'nearestFixedInVersion', MAX.version)
  const finding = vulnerability({
    scope,
    id,
    purl: purlOfPackage(packageType, packageName),
    packageName,
    packageType,
    installedVersion: text(stated, 'version', MAX.version),
    fixedVersion: nearest || texts(stated, 'fixedIn', MAX.version, MAX_LIST).join(', '),
    // The older of the two words knows no critical.
    ...gradedByWord(member(stated, 'severityWithCritical') ?? member(stated, 'severity')),
    title: text(stated, 'title', MAX.title),
    description: text(stated, 'description', MAX.description),
    cvss: ratings(stated),
    cwes: texts(identifiers, 'CWE', 40, MAX_LIST),
    references: webLinks(
      asArray(member(stated, 'references'))
        .slice(0, MAX_LIST)
        .map((link) => text(asObject(link), 'url', MAX.url)),
    ),
    publishedAt: saneDate(member(stated, 'publicationTime'), options.receivedAt),
    modifiedAt: saneDate(member(stated, 'modificationTime'), options.receivedAt),
    path,
  })
  const kinds = Object.keys(identifiers ?? {}).filter((kind) => !NO_NAMES.has(kind))
  return underItsNames(
    finding,
    kinds.slice(0, 20).flatMap((kind) => texts(identifiers, kind, MAX.id, MAX_LIST)),
  )
}

/** Of Go, Snyk names the package inside a module (`golang.org/x/net/http2`, `std/net/http`); everybody else names the module. */
function goModule(name: string, manager: string): string {
  if (!/^go(?:modules|langdep|vendor)$/.test(manager)) return name
  return /^std(?:\/|$)/.test(name) ? 'stdlib' : (/^golang\.org\/x\/[^/]+/.exec(name)?.[0] ?? name)
}

/** Snyk's own rating, then those of others as old (`cvssDetails`) and new versions (`cvssSources`) list them. */
function ratings(stated: JsonObject): VulnerabilityObservation['cvss'] {
  const own = text(stated, 'CVSSv3', MAX.id)
  const sources = asArray(member(stated, 'cvssSources')).concat(asArray(member(stated, 'cvssDetails')))
  const others = sources.slice(0, 20).map((value) => {
    const rated = asObject(value)
    const vector = text(rated, 'vector', MAX.id) || text(rated, 'cvssV3Vector', MAX.id)
    const score = member(rated, 'baseScore') ?? member(rated, 'cvssV3BaseScore')
    return cvssOf(vector, score, text(rated, 'assigner', 100), text(rated, 'cvssVersion', 10) || undefined)
  })
  const all = [cvssOf(own, cvssBaseScore(own) ?? member(stated, 'cvssScore'), 'Snyk', '3.0'), ...others]
  const found = new Map(all.flatMap((one) => (one ? [[`${one.source} ${one.vector}`, one] as const] : [])))
  return [...found.values()]
}
