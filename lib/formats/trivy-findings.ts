import type { MisconfigurationObservation, SecretObservation, VulnerabilityObservation } from '../domain/observation.ts'
import { saneDate } from './dates.ts'
import { fixStatus } from './fix-status.ts'
import { asObject, type JsonObject, lineNumber, member, text, texts } from './json-access.ts'
import { purlIdentity, purlOfPackage } from './purl.ts'
import { gradedByWord } from './severity-words.ts'
import type { ResultReading } from './trivy-scopes.ts'

/** Most characters kept of a field; longer texts are cut, never refused. */
const MAX = { id: 200, name: 500, version: 200, title: 1000, description: 20_000, path: 4096, message: 5000, url: 2000 }
const MAX_LIST = 100

const WEB_LINK = /^https?:\/\/[^\s<>"'\\^`{|}]+$/i
const SCORE_FIELDS = [
  ['V2Vector', 'V2Score', '2.0'],
  ['V3Vector', 'V3Score', '3.0'],
  ['V40Vector', 'V40Score', '4.0'],
] as const
/** Ids that stand for one vulnerability each; a distribution's advisory (DSA, RHSA, USN) covers many and joins nothing. */
const ALIAS = /^(?:CVE|GHSA|PYSEC|RUSTSEC|GO|OSV|MAL|NSWG)-/
const OLD_RULE = /^(KSV|DS|KCV)-?(\d{3,4})$/
const KINDS = ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob']
const QUOTED = new RegExp(`\\b(${KINDS.join('|')}) ['"]([^'"\\s]+)['"]`)
const IN_NAMESPACE = new RegExp(`\\b(${KINDS.join('|')}) "?([a-z0-9][\\w.-]*)"? in "?[\\w.-]+"? namespace\\b`, 'i')

export function vulnerabilityOf(
  object: JsonObject,
  result: ResultReading,
  receivedAt: Date,
): VulnerabilityObservation | string {
  const id = text(object, 'VulnerabilityID', MAX.id).trim().toUpperCase()
  const packageName = text(object, 'PkgName', MAX.name)
  if (id === '') return 'It has no VulnerabilityID'
  if (packageName === '') return 'It has no PkgName'
  if (result.vulnerabilityScope === null) return 'It stands in a result that names nothing that was scanned'
  const stated = text(asObject(member(object, 'PkgIdentifier')), 'PURL', MAX.path)
  return {
    type: 'vulnerability',
    scope: result.vulnerabilityScope,
    id,
    aliases: texts(object, 'VendorIDs', MAX.id, MAX_LIST)
      .map((alias) => alias.toUpperCase())
      .filter((alias) => ALIAS.test(alias) && alias !== id),
    purl: (stated && purlIdentity(stated)) || purlOfPackage(result.type, packageName),
    packageName,
    packageType: result.type,
    installedVersion: text(object, 'InstalledVersion', MAX.version),
    fixedVersion: text(object, 'FixedVersion', MAX.version),
    ...fixStatus(member(object, 'Status')),
    ...gradedByWord(member(object, 'Severity')),
    title: text(object, 'Title', MAX.title),
    description: text(object, 'Description', MAX.description),
    cvss: cvssBySource(asObject(member(object, 'CVSS'))),
    cwes: texts(object, 'CweIDs', 40, MAX_LIST),
    references: linksOf(object),
    publishedAt: saneDate(member(object, 'PublishedDate'), receivedAt),
    modifiedAt: saneDate(member(object, 'LastModifiedDate'), receivedAt),
    path: result.pathOf(text(object, 'PkgPath', MAX.path)) || (result.isSystem ? '' : result.target),
    layerDiffId: layerOf(object),
  }
}

/** Null for a check that passed or was excepted; versions before 0.21 list failures only and give no status. */
export function misconfigurationOf(
  object: JsonObject,
  result: ResultReading,
): MisconfigurationObservation | string | null {
  const status = text(object, 'Status', 20)
  if (status !== '' && status !== 'FAIL') return null
  const rule = ruleOf(object)
  if (rule === '') return 'It has no ID'
  if (result.misconfigurationScope === null) return 'It stands in a result that names nothing that was scanned'
  const cause = asObject(member(object, 'CauseMetadata'))
  const message = text(object, 'Message', MAX.message)
  return {
    type: 'misconfiguration',
    scope: result.misconfigurationScope,
    rule,
    title: text(object, 'Title', MAX.title),
    description: text(object, 'Description', MAX.description),
    remediation: text(object, 'Resolution', MAX.message),
    ...gradedByWord(member(object, 'Severity')),
    references: linksOf(object),
    path: result.resource === null ? result.target : '',
    resource: result.resource ?? (text(cause, 'Resource', MAX.name) || resourceIn(message)),
    startLine: lineNumber(cause, 'StartLine'),
    endLine: lineNumber(cause, 'EndLine'),
    message,
  }
}

export function secretOf(object: JsonObject, result: ResultReading): SecretObservation | string {
  const rule = text(object, 'RuleID', MAX.id)
  if (rule === '') return 'It has no RuleID'
  if (result.secretScope === null) return 'It stands in a result that names nothing that was scanned'
  const match = text(object, 'Match', MAX.title)
  return {
    type: 'secret',
    scope: result.secretScope,
    rule,
    title: text(object, 'Title', MAX.title),
    ...gradedByWord(member(object, 'Severity')),
    path: result.target,
    startLine: lineNumber(object, 'StartLine'),
    // Where nothing is starred out the match may be the secret itself; the lines around it (Code) are never kept.
    masked: match.includes('***') ? match : '',
    layerDiffId: layerOf(object),
  }
}

/** One spelling over Trivy's versions: `KSV017`, `AVD-KSV-0017` and `KSV-0017` are `KSV-0017`. */
function ruleOf(object: JsonObject): string {
  const id = (text(object, 'AVDID', MAX.id) || text(object, 'ID', MAX.id)).replace(/^AVD-/, '')
  const old = OLD_RULE.exec(id)
  return old ? `${old[1]}-${old[2]?.padStart(4, '0')}` : id
}

/**
 * Trivy names a manifest's resource in the message only: "Container 'pay' of Deployment 'pay' should …", or "container pay of
 * deployment pay in default namespace should …".
 */
function resourceIn(message: string): string {
  const [, kind, name] = QUOTED.exec(message) ?? IN_NAMESPACE.exec(message) ?? []
  const spelt = KINDS.find((one) => one.toLowerCase() === kind?.toLowerCase())
  return spelt === undefined ? '' : `${spelt}/${name}`
}

function layerOf(object: JsonObject): string | null {
  return text(asObject(member(object, 'Layer')), 'DiffID', MAX.id) || null
}

function linksOf(object: JsonObject): string[] {
  const links = new Set<string>()
  for (const link of [text(object, 'PrimaryURL', MAX.url), ...texts(object, 'References', MAX.url, MAX_LIST)]) {
    if (WEB_LINK.test(link)) links.add(link)
  }
  return [...links]
}

/** Ratings by source, as Trivy and what is built on it list them. */
export function cvssBySource(sources: JsonObject | null): VulnerabilityObservation['cvss'] {
  const found: VulnerabilityObservation['cvss'] = []
  if (sources === null) return found
  for (const source of Object.keys(sources).slice(0, 20)) {
    const scores = asObject(sources[source])
    for (const [vectorKey, scoreKey, version] of SCORE_FIELDS) {
      const vector = text(scores, vectorKey, MAX.id)
      const score = member(scores, scoreKey)
      if (vector === '' || typeof score !== 'number' || !(score >= 0 && score <= 10)) continue
      const stated = /^CVSS:(\d\.\d)\//.exec(vector)?.[1]
      found.push({ version: stated ?? version, vector, score, source: text({ source }, 'source', 100) })
    }
  }
  return found
}
