import type { UnreadObservation } from '../domain/observation.ts'
import { saneDate } from './dates.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { memberStep } from './record-paths.ts'
import type { RecordPlace, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { readRecord, unreadAt } from './repository-findings.ts'
import { ScopeList } from './scope-list.ts'
import { OPERATOR_KINDS, type OperatorReport, readOperatorReport } from './trivy-operator-report.ts'

/** Records of one object, and where objects stand: alone, in a List, in an array, or in a list for each kind. */
const RECORDS = ['report.vulnerabilities', 'report.checks', 'report.secrets', 'status.detailReport.results.*.checks']
const KIND_LISTS = [...OPERATOR_KINDS.keys()].map((kind) => memberStep(`${kind.toLowerCase()}s.aquasecurity.github.io`))
const PREFIXES = ['', 'items.*.', '*.', ...KIND_LISTS.map((list) => `${list}.*.`)]

/** Custom resources of the Trivy operator, as kubectl prints them. @see https://aquasecurity.github.io/trivy-operator/latest/docs/crds/ */
export const trivyOperator: ReportFormat = {
  name: 'trivy-operator',
  title: 'Trivy operator objects',
  source: 'trivy',
  records: PREFIXES.flatMap((prefix) => RECORDS.map((list) => `${prefix}${list}.*`)),
  ignored: PREFIXES.map((prefix) => `${prefix}report.components.components.*`),
  recognises: (outline) => {
    const objects = objectsOf(outline)
    return objects.length > 0 ? objects.every(({ object }) => isOperatorObject(object)) : isEmptyList(outline)
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
  return [...OPERATOR_KINDS.keys()].flatMap((kind) => {
    const list = `${kind.toLowerCase()}s.aquasecurity.github.io`
    return placed(`${list}.`, member(root, list))
  })
}

function placed(list: string, values: unknown): PlacedObject[] {
  return asArray(values).map((value, index) => ({ place: `${list}${index}.`, object: asObject(value) }))
}

function isOperatorObject(object: JsonObject | null): boolean {
  return (
    OPERATOR_KINDS.has(text(object, 'kind', 100)) && /^aquasecurity\.github\.io\//.test(text(object, 'apiVersion', 100))
  )
}

/** A List of one of the kinds, or lists for each kind, with nothing in them. */
function isEmptyList(outline: unknown): boolean {
  const root = asObject(outline)
  if (OPERATOR_KINDS.has(text(root, 'kind', 100).replace(/List$/, ''))) return true
  const keys = Object.keys(root ?? {})
  return keys.length > 0 && keys.every((key) => key.endsWith('reports.aquasecurity.github.io'))
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
    if (typeof report === 'string') unread.push(unreadAt(place.slice(0, -1), report))
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
