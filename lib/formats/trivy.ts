import type {
  ComponentObservation,
  FindingObservation,
  ReportHeader,
  UnreadObservation,
} from '../domain/observation.ts'
import { saneDate } from './dates.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { placeName } from './record-paths.ts'
import type { RecordPlace, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { misconfigurationOf, secretOf, vulnerabilityOf } from './trivy-findings.ts'
import { componentOf } from './trivy-packages.ts'
import { type ResultReading, readScopes } from './trivy-scopes.ts'

/**
 * Where Results stand: at the root (schema 2), the root itself (before Trivy 0.20), or under each resource of a cluster
 * scan (`Resources` now, `Vulnerabilities` and `Misconfigurations` up to 0.36, `Findings` in a summary).
 */
const RESULT_LISTS = ['Results', '', 'Resources.*.Results', 'Findings.*.Results'].concat(
  'Vulnerabilities.*.Results',
  'Misconfigurations.*.Results',
)
const paths = (lists: readonly string[]) =>
  RESULT_LISTS.flatMap((results) => lists.map((list) => `${results === '' ? '' : `${results}.`}*.${list}.*`))

/** @see https://trivy.dev/latest/docs/configuration/reporting/#json */
export const trivyJson: ReportFormat = {
  name: 'trivy-json',
  title: 'Trivy JSON report',
  source: 'trivy',
  masksSecrets: true,
  records: paths(['Vulnerabilities', 'Misconfigurations', 'Secrets', 'Packages']),
  ignored: paths(['Licenses', 'CustomResources', 'ExperimentalModifiedFindings', 'ModifiedFindings']),
  recognises,
  header,
  read,
}

function recognises(outline: unknown): boolean {
  const root = asObject(outline)
  if (root === null) return isResult(asArray(outline)[0])
  if (member(root, 'SchemaVersion') === 2 && ('Results' in root || 'ArtifactName' in root || 'ArtifactType' in root)) {
    return true
  }
  const lists = ['Resources', 'Findings', 'Vulnerabilities', 'Misconfigurations'].filter((key) => key in root)
  const resources = lists.flatMap((key) => asArray(root[key]).slice(0, 1))
  return lists.length > 0 && resources.every(isResource) && (resources.length > 0 || 'ClusterName' in root)
}

function isResult(value: unknown): boolean {
  const result = asObject(value)
  return (
    typeof member(result, 'Target') === 'string' && ['Type', 'Class', 'Vulnerabilities'].some((key) => key in result!)
  )
}

function isResource(value: unknown): boolean {
  const resource = asObject(value)
  return typeof member(resource, 'Kind') === 'string' && typeof member(resource, 'Name') === 'string'
}

function header(outline: unknown, options: ReportOptions): ReportHeader {
  const root = asObject(outline)
  return {
    format: trivyJson.name,
    source: trivyJson.source,
    toolVersion: text(asObject(member(root, 'Trivy')), 'Version', 100) || null,
    scannedAt: saneDate(member(root, 'CreatedAt'), options.receivedAt),
  }
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const { scopes, unread, results } = readScopes(outline, options)
  return {
    scopes,
    unread,
    record(place, value) {
      const result = results.get(resultKey(place))
      const object = asObject(value)
      if (result === undefined) return unreadRecord(place, 'Its result could not be read')
      if (object === null) return unreadRecord(place, 'This is not an object')
      const finding = findingOf(place, object, result, options)
      return typeof finding === 'string' ? unreadRecord(place, finding) : finding
    },
  }
}

/** The place of a record's result, as `readScopes` names it: `Resources.0.2`. */
function resultKey({ pattern, indexes }: RecordPlace): string {
  const list = pattern.slice(0, pattern.indexOf('*'))
  return list + indexes.slice(0, -1).join('.')
}

/** A finding or a package, null for a check that did not fail, or the reason why the record cannot be read. */
function findingOf(
  { pattern }: RecordPlace,
  object: JsonObject,
  result: ResultReading,
  options: ReportOptions,
): FindingObservation | ComponentObservation | string | null {
  if (pattern.endsWith('.Secrets.*')) return secretOf(object, result)
  if (pattern.endsWith('.Misconfigurations.*')) return misconfigurationOf(object, result)
  if (pattern.endsWith('.Packages.*')) return componentOf(object, result)
  return vulnerabilityOf(object, result, options.receivedAt)
}

function unreadRecord({ pattern, indexes }: RecordPlace, reason: string): UnreadObservation {
  return { type: 'unread', path: placeName(pattern, indexes), reason }
}
