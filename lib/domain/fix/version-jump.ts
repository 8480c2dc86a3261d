/** How far an upgrade jumps; `revision` is the same upstream version, packaged again. */
export type VersionJump = 'revision' | 'patch' | 'minor' | 'major'

/** Types whose versions a distribution packages: they keep what works working. */
const DISTRIBUTIONS = new Set(['deb', 'rpm', 'apk', 'alpm'])

export function isDistribution(type: string): boolean {
  return DISTRIBUTIONS.has(type)
}

/** Null when one of the two has no numbers. Of `0.x` versions of libraries a minor step may break like a major one. */
export function versionJump(type: string, from: string, to: string): VersionJump | null {
  const [before, after] = [numbersOf(from), numbersOf(to)]
  if (before.length === 0 || after.length === 0) return null
  const at = [0, 1, 2, 3].find((part) => (before[part] ?? 0) !== (after[part] ?? 0))
  if (at === undefined || at > 2) return 'revision'
  if (at === 0) return 'major'
  if (at === 2) return 'patch'
  return before[0] === 0 && !isDistribution(type) ? 'major' : 'minor'
}

/** The leading numbers of the upstream version: without epoch, `v`, and what follows a hyphen, plus or tilde. */
function numbersOf(version: string): number[] {
  const [, numbers = ''] = /^(?:\d+:)?[vV]?(\d+(?:\.\d+)*)/.exec(version.trim()) ?? []
  return numbers === '' ? [] : numbers.split('.').map(Number)
}

/** `pkg:deb/debian/openssl` → `deb`; what a tool calls the kind of package may differ. */
export function typeOfPurl(purl: string): string {
  return /^pkg:([^/]+)\//.exec(purl)?.[1] ?? ''
}
