import { saneDate } from './dates.ts'
import { asArray, asObject, type JsonObject, lineNumber, member, text } from './json-access.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import {
  MAX,
  misconfiguration,
  objectName,
  readRecord,
  repositoryPath,
  requiredList,
  scannedRepository,
  scopesOf,
  unreadAt,
} from './repository-findings.ts'
import { gradedByWord } from './severity-words.ts'

/** @see https://runterrascan.io/docs/usage/command_line_mode/ */
export const terrascanJson: ReportFormat = {
  name: 'terrascan-json',
  title: 'Terrascan JSON output',
  source: 'terrascan',
  records: ['results.violations.*'],
  ignored: ['results.skipped_violations.*', 'results.passed_rules.*'],
  recognises: (outline) => {
    const results = asObject(member(asObject(outline), 'results'))
    return ['violations', 'skipped_violations'].some((key) => key in (results ?? {})) && summaryOf(outline) !== null
  },
  header: (outline, { receivedAt }) => ({
    format: terrascanJson.name,
    source: terrascanJson.source,
    toolVersion: null,
    // Go's own spelling: 2021-05-26 08:26:12.117853 +0000 UTC
    scannedAt: saneDate(text(summaryOf(outline), 'scanned_at', 60).replace(/ \+0000 UTC.*$/, 'Z'), receivedAt),
  }),
  read,
}

/** Asked for every kind of file, Terrascan tells of each kind that the folder has none of it: that is no failure. */
const NONE_FOUND = /\bnot found\b|\bno \S.* found\b/i
/** Kinds whose words Terrascan runs together. */
const KINDS = new Map(
  ['DaemonSet', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'CronJob', 'ConfigMap', 'ServiceAccount']
    .concat(
      'NetworkPolicy',
      'RoleBinding',
      'ClusterRole',
      'ClusterRoleBinding',
      'PodSecurityPolicy',
      'PersistentVolume',
    )
    .map((kind) => [kind.toLowerCase(), kind]),
)

function summaryOf(outline: unknown): JsonObject | null {
  return asObject(member(asObject(member(asObject(outline), 'results')), 'scan_summary'))
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const results = asObject(member(asObject(outline), 'results'))
  requiredList(member(results, 'violations') ?? (results === null ? undefined : null), 'results.violations')
  const unread = asArray(member(results, 'scan_errors')).flatMap((error, index) => {
    const reason = text(asObject(error), 'errMsg', MAX.title)
    return NONE_FOUND.test(reason) ? [] : [unreadAt(`results.scan_errors[${index}]`, `The tool says: ${reason}`)]
  })
  const scans = [{ scan: 'misconfiguration' as const, complete: unread.length === 0 }]
  return {
    scopes: scopesOf(scannedRepository(options), scans),
    unread,
    record: (place, value) => readRecord(place, value, (violation) => findingOf(violation, options.repository ?? '')),
  }
}

function findingOf(violation: JsonObject, repository: string): RecordReading | string {
  const rule = text(violation, 'rule_id', MAX.id) || text(violation, 'rule_name', MAX.id)
  if (rule === '') return 'It has no rule_id'
  const path = repositoryPath(text(violation, 'file', MAX.path), repository)
  const description = text(violation, 'description', MAX.description)
  return misconfiguration({
    scope: 0,
    rule,
    title: description.length <= MAX.title ? description : text(violation, 'rule_name', MAX.title),
    description,
    ...gradedByWord(member(violation, 'severity')),
    path,
    resource: resourceOf(violation, path),
    startLine: lineNumber(violation, 'line'),
  })
}

/** `kubernetes_ingress` is an object in a manifest, or in Terraform the resource of that type. */
function resourceOf(violation: JsonObject, path: string): string {
  const type = text(violation, 'resource_type', MAX.name)
  const name = text(violation, 'resource_name', MAX.name)
  if (type === '' || name === '' || type.startsWith('docker_')) return ''
  const kind = /^kubernetes_(\w+)$/.exec(type)?.[1]
  if (kind === undefined || /\.tf(?:\.json)?$/i.test(path)) return `${type}.${name}`
  const words = kind.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return objectName(KINDS.get(kind.replaceAll('_', '')) ?? words.join(''), text(violation, 'namespace', MAX.name), name)
}
