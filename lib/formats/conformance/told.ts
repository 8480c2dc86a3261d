import type {
  FactObservation,
  FindingObservation,
  ScopeObservation,
  UnreadObservation,
} from '../../domain/observation.ts'
import { readAdmissionReview } from '../admission-review.ts'
import { readFalcoEvents } from '../falco.ts'
import { FormatError } from '../format-error.ts'
import { type ReportSource, readReport } from '../read-report.ts'
import { placeName } from '../record-paths.ts'
import type { ReportFormat, ReportOptions } from '../report-format.ts'

/** What Plimsoll takes from one file. */
export interface Told {
  format: string
  /** How many of each kind, by severity; under '' where the kind has none. */
  counts: Record<string, Record<string, number>>
  unread: number
  /** Of these, how many stand where the format has its records; all where it names no such places. */
  unreadRecords: number
  firstUnread: UnreadObservation | null
  /** Findings in a scope that did not look for them: these could never be closed. */
  strays: number
}

export const FALCO = 'falco'
export const ADMISSION = 'admission-review'
/** Larger bodies of events are refused at the door. */
const EVENTS_BYTES = 16 * 1024 * 1024

export interface Sample extends ReportSource {
  bytes: number
}

/** Reads a file as each door of Plimsoll would, the one for reports first. Throws the FormatError of that one. */
export async function readSample(sample: Sample, options: ReportOptions, name: string): Promise<Told> {
  try {
    return await readNamed(sample, options, name)
  } catch (error) {
    const asEvents = error instanceof FormatError && sample.bytes <= EVENTS_BYTES && !options.format
    const told = asEvents ? await readEvents(sample, options.receivedAt) : null
    if (told === null) throw error
    return told
  }
}

/** Says what was scanned only where the report does not, or where more of it can be understood by that. */
async function readNamed(source: ReportSource, options: ReportOptions, name: string): Promise<Told> {
  const named = { ...options, repository: name, cluster: name, image: imageNamed(name) }
  let alone: Told
  try {
    alone = await readOne(source, options)
  } catch (error) {
    if (!(error instanceof FormatError) || error.code !== 'invalid') throw error
    return await readOne(source, named)
  }
  if (alone.unread === 0) return alone
  const helped = await readOne(source, named)
  return helped.unread < alone.unread ? helped : alone
}

function imageNamed(name: string): string {
  return `sample/${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}:1`
}

async function readOne(source: ReportSource, options: ReportOptions): Promise<Told> {
  const told = nothing('')
  let scopes: ScopeObservation[] = []
  let isRecord = (_path: string) => true
  for await (const batch of readReport(source, options)) {
    if (batch.type === 'summary') {
      told.format = batch.format.name
      scopes = batch.scopes
      isRecord = recordTest(batch.format)
    } else {
      for (const finding of batch.findings) countFinding(told, finding, scopes)
      for (const fact of batch.facts) countFact(told, fact, scopes)
    }
    for (const unread of batch.unread) {
      told.unread++
      told.firstUnread ??= unread
      if (isRecord(unread.path)) told.unreadRecords++
    }
  }
  return told
}

function countFinding(told: Told, finding: FindingObservation, scopes: readonly ScopeObservation[]): void {
  count(told, finding.type, finding.severity)
  if (scopes[finding.scope]?.scan !== finding.type) told.strays++
}

function countFact(told: Told, fact: FactObservation, scopes: readonly ScopeObservation[]): void {
  count(told, fact.type)
  if (fact.type === 'component' && scopes[fact.scope]?.scan !== 'inventory') told.strays++
}

function count(told: Told, kind: string, severity = ''): void {
  const kinds = told.counts[kind] ?? {}
  kinds[severity] = (kinds[severity] ?? 0) + 1
  told.counts[kind] = kinds
}

/** Whether a path is one of the format's records, or within one. */
function recordTest({ records }: ReportFormat): (path: string) => boolean {
  const places = new Set(records.map((pattern) => placeName(pattern, [])))
  const isPlace = (path: string) => places.has(path.replaceAll(/\[\d+\]/g, '[*]'))
  return (path) => places.size === 0 || [...path.matchAll(/\]/g)].some(({ index }) => isPlace(path.slice(0, index + 1)))
}

/** Null for what is no event either. */
async function readEvents(source: ReportSource, receivedAt: Date): Promise<Told | null> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source.open()) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  return readReview(bytes) ?? readAlerts(bytes, receivedAt)
}

function readReview(bytes: Uint8Array): Told | null {
  const review = readAdmissionReview(bytes)
  if (review.ok) return { ...nothing(ADMISSION), counts: { request: { '': 1 } } }
  const { detail, extra } = review.failure
  if (String(extra?.path).startsWith('request')) throw new FormatError('invalid', `${detail} in an AdmissionReview`)
  return null
}

function readAlerts(bytes: Uint8Array, receivedAt: Date): Told | null {
  const { alerts, problems } = falcoEvents(bytes, receivedAt)
  // The door takes an alert without them, but many other things have a rule.
  if (alerts.every(({ alert }) => alert.priority === '' && alert.output === '')) return null
  const told = nothing(FALCO)
  for (const { alert } of alerts) count(told, 'alert', alert.priority)
  const [first] = problems
  const firstUnread = first ? { type: 'unread' as const, path: `[${first.index}]`, reason: first.reason } : null
  return { ...told, unread: problems.length, unreadRecords: problems.length, firstUnread }
}

function falcoEvents(
  bytes: Uint8Array,
  receivedAt: Date,
): Pick<ReturnType<typeof readFalcoEvents>, 'alerts' | 'problems'> {
  try {
    return readFalcoEvents(bytes, receivedAt)
  } catch (error) {
    if (error instanceof FormatError) return { alerts: [], problems: [] }
    throw error
  }
}

function nothing(format: string): Told {
  return { format, counts: {}, unread: 0, unreadRecords: 0, firstUnread: null, strays: 0 }
}
