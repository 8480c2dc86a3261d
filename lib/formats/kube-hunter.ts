import type { MisconfigurationObservation, ReportHeader } from '../domain/observation.ts'
import { FormatError } from './format-error.ts'
import { asObject, type JsonObject, member, text } from './json-access.ts'
import { placeName } from './record-paths.ts'
import type { ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { requiredList } from './repository-findings.ts'
import { gradedByWord } from './severity-words.ts'

const MAX = { id: 200, title: 1000, description: 20_000, url: 2000 }
const WEB_LINK = /^https?:\/\/[^\s<>"']+$/i
/** A weakness without a number has this for one. */
const NO_NUMBER = 'None'

/** What can be reached and done in a cluster from where kube-hunter ran. */
export const kubeHunterJson: ReportFormat = {
  name: 'kube-hunter-json',
  title: 'kube-hunter JSON report',
  source: 'kube-hunter',
  records: ['vulnerabilities.*'],
  ignored: [],
  recognises,
  header,
  read,
}

function recognises(outline: unknown): boolean {
  const root = asObject(outline)
  return ['nodes', 'services', 'vulnerabilities'].every((key) => Array.isArray(member(root, key)))
}

function header(): ReportHeader {
  return { format: kubeHunterJson.name, source: kubeHunterJson.source, toolVersion: null, scannedAt: null }
}

function read(outline: unknown, { cluster }: ReportOptions): ReportReading {
  requiredList(member(asObject(outline), 'vulnerabilities'), 'vulnerabilities')
  if (cluster === undefined) {
    throw new FormatError('invalid', 'The report does not say which cluster was tried: name it with cluster=')
  }
  const subject = { type: 'cluster' as const, name: cluster, role: 'cluster' }
  return {
    scopes: [{ type: 'scope', scope: 0, subject, scan: 'misconfiguration', complete: true }],
    unread: [],
    record({ pattern, indexes }, value) {
      const found = findingOf(asObject(value))
      return found ?? { type: 'unread', path: placeName(pattern, indexes), reason: 'It has no vid and no name' }
    },
  }
}

/** The evidence is not kept: it can be a token or a secret that could be read. */
function findingOf(found: JsonObject | null): MisconfigurationObservation | null {
  const title = text(found, 'vulnerability', MAX.title)
  const number = text(found, 'vid', MAX.id)
  const rule = number === '' || number === NO_NUMBER ? title : number
  if (rule === '') return null
  const link = text(found, 'avd_reference', MAX.url)
  return {
    type: 'misconfiguration',
    scope: 0,
    rule,
    title: title || rule,
    description: text(found, 'description', MAX.description).replaceAll(/\s+/g, ' ').trim(),
    remediation: '',
    ...gradedByWord(member(found, 'severity')),
    references: WEB_LINK.test(link) ? [link] : [],
    path: '',
    resource: text(found, 'location', MAX.title),
    startLine: null,
    endLine: null,
    message: text(found, 'category', MAX.title),
  }
}
