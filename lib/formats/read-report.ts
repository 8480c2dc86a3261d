import type { FactObservation, FindingObservation, UnreadObservation } from '../domain/observation.ts'
import { DEFAULT_JSON_LIMITS, type JsonLimits } from './json-limits.ts'
import { JsonSlicer } from './json-slicer.ts'
import { jsonChunks } from './json-stage.ts'
import { parseJson } from './json-text.ts'
import { ReportCheck, type ReportSummary, summarise } from './report-check.ts'
import type { RecordReading, ReportFormat, ReportOptions } from './report-format.ts'

/** The bytes of a report, uncompressed; opened once for each pass. */
export interface ReportSource {
  open(): AsyncIterable<Uint8Array>
}

/** First what the whole report says, then its findings in batches of at most `BATCH_SIZE`. */
export type ReportBatch =
  | ({ type: 'summary' } & ReportSummary)
  | { type: 'findings'; findings: FindingObservation[]; facts: FactObservation[]; unread: UnreadObservation[] }

const BATCH_SIZE = 1000
/** Larger chunks are scanned in pieces, so that the findings that wait for delivery stay few. */
const PIECE_BYTES = 256 * 1024

/**
 * Reads a report in two passes over its bytes: keys come in any order, so the outline must be known before the first
 * finding can be understood. One pass is enough where the check at the door kept it (`known`). Memory is bounded by the
 * outline, one batch and one piece. Throws FormatErrors.
 */
export async function* readReport(
  source: ReportSource,
  options: ReportOptions,
  limits: JsonLimits = DEFAULT_JSON_LIMITS,
  known: unknown = undefined,
): AsyncGenerator<ReportBatch> {
  const summary = known === undefined ? await checked(source, options, limits) : summarise(known, options)
  yield { type: 'summary', ...summary }
  yield* findings(source, summary.format, summary.outline, options, limits)
}

async function checked(source: ReportSource, options: ReportOptions, limits: JsonLimits): Promise<ReportSummary> {
  const check = new ReportCheck(options, limits)
  for await (const chunk of source.open()) check.write(chunk)
  return check.end()
}

async function* findings(
  source: ReportSource,
  format: ReportFormat,
  outline: unknown,
  options: ReportOptions,
  limits: JsonLimits,
): AsyncGenerator<ReportBatch> {
  const reading = format.read(outline, options)
  const batch = newBatch()
  const add = (observation: RecordReading) => {
    if (observation.type === 'unread') batch.unread.push(observation)
    else if (isFinding(observation)) batch.findings.push(observation)
    else batch.facts.push(observation)
  }
  const size = () => batch.findings.length + batch.facts.length + batch.unread.length
  const isFull = () => size() >= BATCH_SIZE
  const full = (): ReportBatch => ({
    type: 'findings',
    findings: batch.findings.splice(0, BATCH_SIZE),
    facts: batch.facts.splice(0, BATCH_SIZE),
    unread: batch.unread.splice(0),
  })
  for (const observation of reading.outlined?.() ?? []) {
    add(observation)
    if (isFull()) yield full()
  }
  const slicer = new JsonSlicer({
    records: format.records,
    ignored: format.ignored,
    limits,
    keepOutline: false,
    lines: format.lines === true || Array.isArray(outline),
    onRecord: ({ bytes, offset, ...place }) => {
      const told = reading.record(
        place,
        parseJson(bytes, (position) => offset + position),
      )
      for (const observation of told === null ? [] : [told].flat()) add(observation)
    },
  })
  for await (const chunk of jsonChunks(source.open(), limits)) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      slicer.write(chunk.subarray(at, at + PIECE_BYTES))
      while (isFull()) yield full()
    }
  }
  slicer.end()
  for (const observation of reading.finished?.() ?? []) {
    add(observation)
    if (isFull()) yield full()
  }
  while (isFull()) yield full()
  if (size() > 0) yield batch
}

function newBatch() {
  const findings: FindingObservation[] = []
  const facts: FactObservation[] = []
  const unread: UnreadObservation[] = []
  return { type: 'findings' as const, findings, facts, unread }
}

function isFinding(observation: FindingObservation | FactObservation): observation is FindingObservation {
  return (
    observation.type === 'vulnerability' || observation.type === 'misconfiguration' || observation.type === 'secret'
  )
}
