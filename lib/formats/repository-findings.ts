import type {
  MisconfigurationObservation,
  RepositorySubject,
  ScanKind,
  ScopeObservation,
  UnreadObservation,
} from '../domain/observation.ts'
import { FormatError } from './format-error.ts'
import { asObject, type JsonObject } from './json-access.ts'
import { placeName } from './record-paths.ts'
import type { RecordPlace, RecordReading, ReportOptions } from './report-format.ts'

/** Most characters kept of a field; longer texts are cut, never refused. */
export const MAX = { id: 200, name: 500, title: 1000, description: 20_000, path: 4096, message: 5000, url: 2000 }

const WEB_LINK = /^https?:\/\/[^\s<>"'\\^`{|}]+$/i
/** Where the manuals of scanners and the runners of CI mount a checkout. */
const MOUNT = /^\/(?:github\/workspace|workspace|code|src|path|iac|tf|data|project)\/(?=.)/

/** The repository that was scanned; these reports name files only, so the sender has to say it. */
export function scannedRepository(options: ReportOptions): RepositorySubject {
  if (options.repository !== undefined) return { type: 'repository', name: options.repository }
  const message = 'The report does not say which repository was scanned: name it with repository='
  throw new FormatError('invalid', message)
}

/** The scopes of a report about one thing, numbered in this order. */
export function scopesOf(
  subject: ScopeObservation['subject'],
  scans: readonly { scan: ScanKind; complete: boolean }[],
): ScopeObservation[] {
  return scans.map(({ scan, complete }, scope) => ({ type: 'scope', scope, subject, scan, complete }))
}

/**
 * A list that the report must have; a tool written in Go says null where it is empty. Anything else is no report of this
 * format, and must not be taken for a clean scan that closes what was open.
 */
export function requiredList(list: unknown, name: string): readonly unknown[] {
  if (list === null) return []
  if (Array.isArray(list)) return list
  throw new FormatError('invalid', `The report has no list ${name}: it does not say what was found`)
}

/** Reads a record that must be an object; a text that comes back is the reason why it cannot be read. */
export function readRecord<Told extends RecordReading | readonly RecordReading[] | null>(
  { pattern, indexes }: RecordPlace,
  value: unknown,
  read: (object: JsonObject) => Told | string,
): Told | UnreadObservation {
  const object = asObject(value)
  const told = object === null ? 'This is not an object' : read(object)
  return typeof told === 'string' ? unreadAt(placeName(pattern, indexes), told) : told
}

export function unreadAt(path: string, reason: string): UnreadObservation {
  return { type: 'unread', path, reason }
}

type Stated = Pick<MisconfigurationObservation, 'scope' | 'rule' | 'severity' | 'path' | 'resource'>

/** A misconfiguration of which the tool may have said little. */
export function misconfiguration(
  stated: Stated & Partial<Omit<MisconfigurationObservation, 'type'>>,
): MisconfigurationObservation {
  return {
    type: 'misconfiguration',
    title: '',
    description: '',
    remediation: '',
    references: [],
    startLine: null,
    endLine: null,
    message: '',
    ...stated,
  }
}

/** Web links only, each once. */
export function webLinks(candidates: readonly string[]): string[] {
  return [...new Set(candidates.filter((link) => WEB_LINK.test(link)))]
}

/**
 * A Kubernetes object in a file, as every format names it: `Deployment/payments/pay`, or `Deployment/pay` where the tool
 * does not say a namespace, so that tools agree and the live object can be joined by kind, namespace and name.
 */
export function objectName(kind: string, namespace: string, name: string): string {
  if (kind === '' || name === '') return ''
  return namespace === '' ? `${kind}/${name}` : `${kind}/${namespace}/${name}`
}

/**
 * A file by its path inside the repository, in the spelling that all tools share: `k8s/pay.yaml`. `root` is the folder
 * that the tool was started in, when it tells; else an absolute path is cut at the checkout's usual places, or at the
 * folder that is called like the repository.
 */
export function repositoryPath(path: string, repository: string, root = ''): string {
  return (
    inCheckout(path, repository, root) ?? trimmed(path.replaceAll('\\', '/').replace(/^(?:[A-Za-z]:|(?:\.\.\/)+)/, ''))
  )
}

/**
 * The folder or file of a repository that was scanned, by the name that the tool was started with; '' for all of it, or where
 * an absolute path does not show where the repository begins.
 */
export function scannedPart(name: string, repository: string): string {
  return (inCheckout(`${name}/.`, repository, '') ?? '').replace(/(?:^|\/+)\.$/, '')
}

/** Null for an absolute path that does not show where the checkout is. */
function inCheckout(path: string, repository: string, root: string): string | null {
  const slashed = path.replaceAll('\\', '/').replace(/^[A-Za-z]:\//, '/')
  const base = root.replaceAll('\\', '/').replace(/\/*$/, '/')
  if (base.length > 1 && slashed.startsWith(base)) return trimmed(slashed.slice(base.length))
  const absolute = slashed.replace(/^(?:\.\.\/)+/, '/')
  if (!absolute.startsWith('/')) return trimmed(slashed)
  const mounted = absolute.replace(MOUNT, '')
  if (mounted !== absolute) return trimmed(mounted)
  const folder = `/${repository
    .split('/')
    .at(-1)
    ?.replace(/\.git$/, '')}/`
  const at = folder === '//' ? -1 : absolute.indexOf(folder)
  if (at === -1) return null
  const inside = absolute.slice(at + folder.length - 1)
  return trimmed(inside.startsWith(folder) ? inside.slice(folder.length) : inside)
}

function trimmed(path: string): string {
  return path.replace(/^(?:\.?\/)+/, '')
}
