import type { Subject, UnreadObservation } from '../domain/observation.ts'
import { saneDate } from './dates.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import {
  MAX,
  misconfiguration,
  objectName,
  repositoryPath,
  requiredList,
  scannedRepository,
  unreadAt,
} from './repository-findings.ts'
import { ScopeList } from './scope-list.ts'
import { gradedByLevel } from './severity-words.ts'

/** An audit of manifests or of a live cluster. @see https://polaris.docs.fairwinds.com/customization/checks/ */
export const polarisJson: ReportFormat = {
  name: 'polaris-json',
  title: 'Polaris JSON audit',
  source: 'polaris',
  // Checks are members of objects on three levels, which paths of list elements cannot reach.
  records: [],
  ignored: [],
  recognises: (outline) => {
    const root = asObject(outline)
    const stated = ['PolarisOutputVersion', 'SourceType'].every((key) => typeof member(root, key) === 'string')
    return stated && (member(root, 'Results') === null || Array.isArray(member(root, 'Results')))
  },
  header: (outline, { receivedAt }) => ({
    format: polarisJson.name,
    source: polarisJson.source,
    toolVersion: null,
    scannedAt: saneDate(member(asObject(outline), 'AuditTime'), receivedAt),
  }),
  read,
}

/** An audited object; `scope` is null where it says too little of itself to tell which it is. */
interface Audited {
  place: string
  result: JsonObject | null
  scope: number | null
  resource: string
  path: string
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const root = asObject(outline)
  const isLive = text(root, 'SourceType', 50) === 'Cluster'
  const scopes = new ScopeList('misconfiguration')
  const unread: UnreadObservation[] = []
  if (!isLive) scopes.of(scannedRepository(options))
  const audited = requiredList(member(root, 'Results'), 'Results').map((value, index): Audited => {
    const result = asObject(value)
    const place = `Results[${index}]`
    const [kind = '', namespace = '', name = ''] = ['Kind', 'Namespace', 'Name'].map((key) =>
      text(result, key, MAX.name),
    )
    const resource = objectName(kind, isLive ? '' : namespace, name)
    if (resource === '') unread.push(unreadAt(place, 'This object has no Kind and Name'))
    const live: Subject = { type: 'workload', cluster: options.cluster ?? null, namespace, kind, name }
    const scope = isLive ? (resource === '' ? null : scopes.of(live)) : 0
    return { place, result, scope, resource, path: isLive ? '' : fileOf(root, options) }
  })
  return { scopes: scopes.scopes, unread, record: () => null, outlined: () => audited.flatMap(findingsOf) }
}

/** The file, when one was audited; of a folder Polaris does not tell in which file an object is. */
function fileOf(root: JsonObject | null, options: ReportOptions): string {
  const source = text(root, 'SourceName', MAX.path)
  return /\.ya?ml$/i.test(source) ? repositoryPath(source, options.repository ?? '') : ''
}

function findingsOf({ place, result, scope, resource, path }: Audited): RecordReading[] {
  if (scope === null) return []
  const pod = asObject(member(result, 'PodResult'))
  const containers = asArray(member(pod, 'ContainerResults')).map(asObject)
  const lists = [
    { at: `${place}.Results`, results: member(result, 'Results'), container: '' },
    { at: `${place}.PodResult.Results`, results: member(pod, 'Results'), container: '' },
    ...containers.map((container, index) => ({
      at: `${place}.PodResult.ContainerResults[${index}].Results`,
      results: member(container, 'Results'),
      container: text(container, 'Name', MAX.name),
    })),
  ]
  return lists.flatMap(({ at, results, container }) =>
    Object.entries(asObject(results) ?? {}).flatMap(([name, value]): RecordReading[] => {
      const check = asObject(value)
      const severity = text(check, 'Severity', 50)
      if (member(check, 'Success') === true || severity === 'ignore') return []
      const rule = text(check, 'ID', MAX.id) || text({ name }, 'name', MAX.id)
      if (member(check, 'Success') !== false) return [unreadAt(`${at}.${rule}`, 'It does not say whether it failed')]
      const message = text(check, 'Message', MAX.message)
      return [
        misconfiguration({
          scope,
          rule,
          title: text(check, 'Message', MAX.title),
          ...gradedByLevel(severity),
          path,
          resource,
          message: container === '' ? message : `${container}: ${message}`,
        }),
      ]
    }),
  )
}
