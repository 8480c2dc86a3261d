import { readFileSync } from 'node:fs'
import path from 'node:path'
import type {
  FactObservation,
  FindingObservation,
  ReportHeader,
  ScopeObservation,
  UnreadObservation,
} from '../../domain/observation.ts'
import type { JsonLimits } from '../json-limits.ts'
import { readReport } from '../read-report.ts'
import type { FeedDelivery, ReportOptions } from '../report-format.ts'

export const SAMPLES = path.resolve(import.meta.dirname, '../../../samples/formats')
export const RECEIVED = new Date('2026-11-21T00:00:00Z')

export const sampleBytes = (name: string) => new Uint8Array(readFileSync(path.join(SAMPLES, name)))
export const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

/** All that a report says; it comes in small chunks, so that every seam is crossed. */
export async function readBytes(
  bytes: Uint8Array,
  more: Partial<ReportOptions> = {},
  chunkBytes = 64,
  limits?: JsonLimits,
) {
  const findings: FindingObservation[] = []
  const facts: FactObservation[] = []
  const unread: UnreadObservation[] = []
  let scopes: ScopeObservation[] = []
  let header: ReportHeader | null = null
  let feed: FeedDelivery | null = null
  const source = {
    async *open() {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.slice(at, at + chunkBytes)
    },
  }
  for await (const batch of readReport(source, { receivedAt: RECEIVED, ...more }, limits)) {
    unread.push(...batch.unread)
    if (batch.type === 'findings') {
      findings.push(...batch.findings)
      facts.push(...batch.facts)
    } else ({ scopes, header, feed } = batch)
  }
  return { findings, facts, unread, scopes, header, feed }
}
