import { asArray, type JsonObject, member, text } from './json-access.ts'
import type { RecordReading } from './report-format.ts'
import { MAX } from './repository-findings.ts'

/** One object whose records can be read. */
export interface OperatorReport {
  finding(record: JsonObject, indexes: readonly number[]): RecordReading | string | null
  /** What an object tells that has sums only. */
  summary(): RecordReading[]
}

/** Go writes an empty list as null; where there is neither, nothing was found out. */
export function hasList(object: JsonObject | null, key: string): boolean {
  const list = member(object, key)
  return list === null || Array.isArray(list)
}

/** The operator writes Trivy's findings under names of its own. */
export function trivyVulnerability(record: JsonObject): JsonObject {
  return {
    VulnerabilityID: record.vulnerabilityID,
    PkgName: record.resource,
    PkgIdentifier: { PURL: record.packagePURL },
    PkgPath: record.packagePath,
    InstalledVersion: record.installedVersion,
    FixedVersion: record.fixedVersion,
    Severity: record.severity,
    Title: record.title,
    Description: record.description,
    PrimaryURL: record.primaryLink,
    References: record.links,
    CVSS: record.cvss,
    PublishedDate: record.publishedDate,
    LastModifiedDate: record.lastModifiedDate,
  }
}

/** A check without an id is known by its title. */
export function trivyCheck(record: JsonObject): JsonObject {
  return {
    ID: text(record, 'checkID', MAX.id) || record.title,
    Title: record.title,
    Description: record.description,
    Message: messagesOf(record),
    Resolution: record.remediation,
    Severity: record.severity,
  }
}

export function trivySecret(record: JsonObject): JsonObject {
  return { RuleID: record.ruleID, Title: record.title, Severity: record.severity, Match: record.match }
}

export function messagesOf(record: JsonObject): string {
  return asArray(member(record, 'messages'))
    .filter((message) => typeof message === 'string')
    .join('\n')
}
