import type { KnownExploitedObservation } from '../domain/observation.ts'
import { dayOf, saneDate } from './dates.ts'
import { cveOf, requiredEntries } from './feed-entries.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { MAX } from './package-findings.ts'
import type { ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { readRecord } from './repository-findings.ts'

/** The catalogue as JSON, or as CSV, which tells neither its version nor its date. @see https://www.cisa.gov/known-exploited-vulnerabilities-catalog */
export const kev: ReportFormat = {
  name: 'kev',
  title: 'CISA KEV catalogue',
  source: 'kev',
  records: ['vulnerabilities.*'],
  ignored: [],
  recognises: (outline) => {
    const first = asObject(asArray(member(asObject(outline), 'vulnerabilities'))[0])
    return typeof member(first, 'cveID') === 'string' && typeof member(first, 'dateAdded') === 'string'
  },
  header: (outline, { receivedAt }) => {
    const root = asObject(outline)
    return {
      format: kev.name,
      source: kev.source,
      toolVersion: text(root, 'catalogVersion', 100) || null,
      scannedAt: saneDate(member(root, 'dateReleased'), receivedAt),
    }
  },
  read,
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  requiredEntries(asObject(outline), 'vulnerabilities')
  return {
    scopes: [],
    unread: [],
    feed: { name: 'kev', whole: true },
    record: (place, value) => readRecord(place, value, (entry) => knownExploited(entry, options)),
  }
}

function knownExploited(entry: JsonObject, { receivedAt }: ReportOptions): KnownExploitedObservation | string {
  const id = cveOf(text(entry, 'cveID', MAX.id))
  if (id === null) return 'It has no CVE id'
  const addedOn = saneDate(member(entry, 'dateAdded'), receivedAt)
  if (addedOn === null) return 'It does not say since when it is known to be exploited'
  return {
    type: 'known-exploited',
    id,
    title: text(entry, 'vulnerabilityName', MAX.title),
    addedOn: addedOn.slice(0, 10),
    dueOn: dayOf(member(entry, 'dueDate')),
    ransomware: text(entry, 'knownRansomwareCampaignUse', 50).toLowerCase() === 'known',
    action: text(entry, 'requiredAction', 5000),
  }
}
