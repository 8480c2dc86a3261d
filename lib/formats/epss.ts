import type { ExploitPredictionObservation } from '../domain/observation.ts'
import { saneDate } from './dates.ts'
import { cveOf, requiredEntries } from './feed-entries.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { MAX } from './package-findings.ts'
import type { ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { readRecord } from './repository-findings.ts'

/** The day's scores as CSV; or what FIRST's API answers, which is a part of them. @see https://www.first.org/epss/api */
export const epss: ReportFormat = {
  name: 'epss',
  title: 'EPSS scores',
  source: 'epss',
  records: ['data.*', '*'],
  ignored: [],
  recognises: (outline) => {
    const first = firstEntry(outline)
    return ['cve', 'epss', 'percentile'].every((key) => member(first, key) !== undefined)
  },
  header: (outline, { receivedAt }) => {
    const root = asObject(outline)
    const stated = member(root, 'score_date') ?? member(firstEntry(outline), 'date')
    return {
      format: epss.name,
      source: epss.source,
      toolVersion: text(root, 'model_version', 100) || null,
      scannedAt: saneDate(stated, receivedAt),
    }
  },
  read,
}

function firstEntry(outline: unknown): JsonObject | null {
  return asObject((Array.isArray(outline) ? outline : asArray(member(asObject(outline), 'data')))[0])
}

function read(outline: unknown, _options: ReportOptions): ReportReading {
  requiredEntries(Array.isArray(outline) ? { data: outline } : asObject(outline), 'data')
  // Of JSON nobody can tell for which vulnerabilities the API was asked.
  const whole = member(asObject(outline), 'score_date') !== undefined
  return {
    scopes: [],
    unread: [],
    feed: { name: 'epss', whole },
    record: (place, value) => readRecord(place, value, prediction),
  }
}

function prediction(entry: JsonObject): ExploitPredictionObservation | string {
  const id = cveOf(text(entry, 'cve', MAX.id))
  if (id === null) return 'It has no CVE id'
  const probability = share(member(entry, 'epss'))
  const percentile = share(member(entry, 'percentile'))
  if (probability === null || percentile === null) return 'Its probability or percentile is not from 0 to 1'
  return { type: 'exploit-prediction', id, probability, percentile }
}

function share(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && number >= 0 && number <= 1 ? number : null
}
