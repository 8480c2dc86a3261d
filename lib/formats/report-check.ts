import type { ReportHeader, ScopeObservation, UnreadObservation } from '../domain/observation.ts'
import type { JsonLimits } from './json-limits.ts'
import { JsonSlicer } from './json-slicer.ts'
import { JsonStage } from './json-stage.ts'
import { KeptRecords } from './kept-records.ts'
import { EVERY_PATH, formatNamed, sniffFormat } from './registry.ts'
import type { FeedDelivery, ReportFormat, ReportOptions } from './report-format.ts'

/** What is known of a report before its findings are read. */
export interface ReportSummary {
  format: ReportFormat
  header: ReportHeader
  scopes: ScopeObservation[]
  unread: UnreadObservation[]
  /** Null for anything that is no feed. */
  feed: FeedDelivery | null
  /** Digests of images of which something is attested, as far as the outline shows; null where nothing can be. */
  attested: readonly string[] | null
  /** The document without its findings. */
  outline: unknown
}

/**
 * Checks a report while it streams by, without reading its findings: limits, structure, format, and what was scanned.
 * For the web role, which must refuse a bad report before it says that it has it. Throws FormatErrors.
 */
export class ReportCheck {
  readonly #stage: JsonStage
  readonly #slicer: JsonSlicer
  readonly #kept: KeptRecords
  readonly #options: ReportOptions

  constructor(options: ReportOptions, limits?: JsonLimits) {
    this.#options = options
    this.#stage = new JsonStage(limits)
    const { records, ignored, kept = {} } = options.format === undefined ? EVERY_PATH : formatNamed(options.format)
    this.#kept = new KeptRecords(kept)
    const { only, onRecord } = this.#kept
    this.#slicer = new JsonSlicer({ records, ignored, only, onRecord, samples: true, ...(limits && { limits }) })
  }

  write(chunk: Uint8Array): void {
    this.#slicer.write(this.#stage.write(chunk))
  }

  end(): ReportSummary {
    this.#slicer.write(this.#stage.end())
    return summarise(this.#kept.into(this.#slicer.end()), this.#options)
  }
}

/** Whether somebody who reads its bytes may find a secret there. */
export function mayHoldSecrets({ format, scopes }: ReportSummary): boolean {
  return !format.masksSecrets && scopes.some(({ scan }) => scan === 'secret')
}

/** Format, header and scopes from an outline. */
export function summarise(outline: unknown, options: ReportOptions): ReportSummary {
  const format = options.format === undefined ? sniffFormat(outline) : formatNamed(options.format)
  const { scopes, unread, feed = null, attested = null } = format.read(outline, options)
  return { format, header: format.header(outline, options), scopes, unread, feed, attested, outline }
}
