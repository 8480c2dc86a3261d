import type { UnreadObservation } from '../domain/observation.ts'
import { saneDate } from './dates.ts'
import { asObject, type JsonObject, member, text } from './json-access.ts'
import { memberStep } from './record-paths.ts'
import type { RecordPlace, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { readRecord, unreadAt } from './repository-findings.ts'
import { ScopeList } from './scope-list.ts'
import type { OperatorReport } from './trivy-operator-records.ts'
import { isOperatorObject, readOperatorReport } from './trivy-operator-report.ts'

/** Records of one object, and where objects stand: alone, in a List, in an array, or in a list for each kind. */
const RECORDS = ['report.vulnerabilities', 'report.checks', 'report.secrets', 'status.detailReport.results.*.checks']
/** The lists of a document that has one for each kind go by the name of the resource. */
const GROUP = '.aquasecurity.github.io'
const KIND_LISTS = ['vulnerability', 'exposedsecret', 'configaudit', 'rbacassessment', 'infraassessment', 'compliance']
  .flatMap((kind) => [kind, `cluster${kind}`])
  .map((kind) => memberStep(`${kind}reports${GROUP}`))
const PREFIXES = ['', 'items.*.', '*.', ...KIND_LISTS.map((list) => `${list}.*.`)]

/** Custom resources of the Trivy operator, as kubectl prints them. @see https://aquasecurity.github.io/trivy-operator/latest/docs/crds/ */
export const trivyOperator: ReportFormat = {
  name: 'trivy-operator',
  title: 'Trivy operator objects',
  source: 'trivy',
  masksSecrets: true,
  records: PREFIXES.flatMap((prefix) => RECORDS.map((list) => `${prefix}${list}.*`)),
  ignored: PREFIXES.map((prefix) => `${prefix}report.components.components.*`),
  recognises: (outline) => {
    const objects = objectsOf(outline)
    return objects.length > 0 ? objects.some(({ object }) => isOperatorObject(object)) : isEmptyList(outline)
  },
  header: (outline, { receivedAt }) => {
    const objects = objectsOf(outline)
    const report = reportOf(objects[0]?.object ?? null)
    return {
      format: trivyOperator.name,
      source: trivyOperator.source,
      toolVersion: text(asObject(member(report, 'scanner')), 'version', 100) || null,
      // What kubectl lists is how things stand when it does, whenever each object was scanned last.
      scannedAt: objects.length === 1 ? saneDate(member(report, 'updateTimestamp'), receivedAt) : null,
    }
  },
  read,
}

interface PlacedObject {
  /** As in the paths of records: `items.3.`, '' for an object alone. */
  place: string
  object: JsonObject | null
}

function objectsOf(outline: unknown): PlacedObject[] {
  if (Array.isArray(outline)) return placed('', outline)
  const root = asObject(outline)
  if (root === null || typeof member(root, 'kind') === 'string') {
    return Array.isArray(member(root, 'items'))
      ? placed('items.', member(root, 'items'))
      : [{ place: '', object: root }]
  }
  return Object.keys(root).flatMap((list) => (list.endsWith(GROUP) ? placed(`${list}.`, root[list] ?? []) : []))
}

function placed(list: string, values: unknown): PlacedObject[] {
  return [values].flat().map((value, index) => ({ place: `${list}${index}.`, object: asObject(value) }))
}

/** A List of one of the kinds, or lists for each kind, with nothing in them. */
function isEmptyList(outline: unknown): boolean {
  const root = asObject(outline)
  if (text(root, 'apiVersion', 100).startsWith(GROUP.slice(1))) return text(root, 'kind', 100).endsWith('ReportList')
  const keys = Object.keys(root ?? {})
  return keys.length > 0 && keys.every((key) => key.endsWith(`reports${GROUP}`))
}

function reportOf(object: JsonObject | null): JsonObject | null {
  return asObject(member(object, 'report')) ?? asObject(member(object, 'status'))
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const scopes = new ScopeList('misconfiguration')
  const unread: UnreadObservation[] = []
  const reports = new Map<string, OperatorReport>()
  const objects = objectsOf(outline)
  if (objects.length === 0) unread.push(unreadAt('', 'There are no objects: it closes nothing'))
  for (const { place, object } of objects) {
    const report = readOperatorReport(object, scopes, options)
    if (typeof report === 'string') unread.push(unreadAt(place.replace(/\.?(\d+)\.$/, '[$1]'), report))
    else reports.set(place, report)
  }
  return {
    scopes: scopes.scopes,
    unread,
    record: (place, value) =>
      readRecord(place, value, (record) => {
        const report = reports.get(objectPlace(place))
        return report === undefined ? 'Its object could not be read' : report.finding(record, place.indexes)
      }),
    *outlined() {
      for (const report of reports.values()) yield* report.summary()
    },
  }
}

/** The place of a record's object, as `objectsOf` names it. */
function objectPlace({ pattern, indexes }: RecordPlace): string {
  const own = RECORDS.find((list) => pattern.endsWith(`${list}.*`)) ?? ''
  const prefix = pattern.slice(0, pattern.length - own.length - 2)
  return prefix.replace('*', String(indexes[0])).replaceAll(String.raw`\.`, '.')
}
