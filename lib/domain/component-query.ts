import { err, ok, type Result } from './result.ts'
import { parseVersionRange, type VersionRange } from './version-range.ts'

/** Which packages are meant: one by its package URL without version, or all that are called so. */
export type ComponentName = { purl: string } | { text: string; prefix: boolean }

export interface ComponentQuery {
  name: ComponentName
  range: VersionRange
}

/**
 * Understands `log4j-core`, `log4j-core < 2.17`, `openssl*`, `org.apache.logging.log4j:log4j-core` and
 * `pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1`. A range of its own is joined to the one in the text.
 */
export function parseComponentQuery(text: string, range: string): Result<ComponentQuery> {
  const [, typed = '', rest = ''] = /^(pkg:[^\s<>]+|[^\s<>=!]*)(.*)$/is.exec(text.trim()) ?? []
  if (typed === '' || typed === '*') return err('invalid', 'Say which component: a name or a package URL.')
  const { name, version } = /^pkg:/i.test(typed) ? purlName(typed) : { name: plainName(typed), version: '' }
  const bounds = parseVersionRange([version === '' ? '' : `= ${version}`, rest, range].join(' '))
  return bounds.ok ? ok({ name, range: bounds.value }) : bounds
}

function plainName(typed: string): ComponentName {
  return typed.endsWith('*') ? { text: typed.slice(0, -1), prefix: true } : { text: typed, prefix: false }
}

function purlName(typed: string): { name: ComponentName; version: string } {
  const end = typed.search(/[?#]/)
  const path = end === -1 ? typed : typed.slice(0, end)
  const at = path.lastIndexOf('@')
  const split = at > path.lastIndexOf('/') + 1
  const purl = split ? path.slice(0, at) : path
  return { name: { purl: `pkg:${purl.slice(4)}` }, version: split ? plain(path.slice(at + 1)) : '' }
}

/** Without escapes, where they are any. */
function plain(version: string): string {
  return version.replace(/%([0-7][0-9a-f])/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
}
