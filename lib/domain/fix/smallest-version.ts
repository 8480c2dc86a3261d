import { compareVersions } from '../version-order/compare-versions.ts'

/** An issue of a package, as far as a version can close it. */
export interface VersionedIssue {
  /**
   * What each source says, as it writes it: one version, or one a branch (`4.1.2, 3.8.3`), or ranges (`>=3.8.3 <4`); none or
   * '' where no fix is known. Closed is what is fixed by all who know a fix, for the next scan of each must find it gone.
   */
  fixed: readonly string[]
  /** Versions in which it was found; empty when no source says. */
  installed: readonly string[]
}

/** The smallest version that closes all issues that some version closes. */
export interface Upgrade<Issue> {
  version: string
  closes: Issue[]
  /** What no version that is known closes. */
  leaves: Issue[]
}

interface Fixed {
  version: string
  /** The version itself is still affected (`> 1.2`). */
  exclusive: boolean
}

const BOUND = /^(>=|>|=|==|\^|~>|~=|~)?\s*v?(\S+)$/
const UPPER = /(?:^|\s)(?:<=|<|!=)\s*\S+/g

/** The versions that a source names as fixed, the oldest first, each once. Upper bounds of ranges only part branches. */
export function fixesIn(type: string, text: string): Fixed[] {
  const found = new Map<string, Fixed>()
  for (const alternative of text.split(/,|\|\|?|;|\bor\b/)) {
    const bound = BOUND.exec(alternative.replace(UPPER, '').trim())
    const [, operator, version] = bound ?? []
    if (version === undefined || !/\d/.test(version)) continue
    const written = alternative.trim().startsWith('v') ? `v${version}` : version
    found.set(written, { version: written, exclusive: operator === '>' })
  }
  return [...found.values()].sort((a, b) => compareVersions(type, a.version, b.version))
}

/**
 * Whether a version is free of a problem that is fixed in these. Of several, each is the fix of its own branch: the leading
 * numbers up to the first in which it differs from its neighbours. What is not before the newest fix is free of it anyway.
 */
function isFixedIn(type: string, version: string, fixes: readonly Fixed[]): boolean {
  const reaches = ({ version: fix, exclusive }: Fixed) => {
    const order = compareVersions(type, version, fix)
    return exclusive ? order > 0 : order >= 0
  }
  return fixes.some((fix, at) => {
    if (!reaches(fix)) return false
    if (at === fixes.length - 1) return true
    const neighbours = [fixes[at - 1], fixes[at + 1]].flatMap((one) => (one ? [one.version] : []))
    const depth = Math.max(...neighbours.map((other) => sharedParts(fix.version, other))) + 1
    return sharedParts(version, fix.version) >= depth
  })
}

function sharedParts(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)]
  const differs = left.findIndex((part, at) => part !== right[at])
  return differs === -1 ? left.length : differs
}

function partsOf(version: string): string[] {
  return version
    .replace(/^(?:\d+:|[vV])/, '')
    .split(/[^0-9A-Za-z]+/)
    .filter(Boolean)
}

/**
 * The smallest version, newer than all that are installed, that closes all that any version closes. Null when no source
 * knows a newer one. Versions are ordered as the kind of package orders them.
 */
export function smallestUpgrade<Issue extends VersionedIssue>(
  type: string,
  issues: readonly Issue[],
): Upgrade<Issue> | null {
  const installed = issues.flatMap((issue) => issue.installed)
  const newer = (version: string) => installed.every((one) => compareVersions(type, version, one) > 0)
  const known = issues.map((issue) => ({
    issue,
    statements: issue.fixed.map((text) => fixesIn(type, text)).filter((fixes) => fixes.length > 0),
  }))
  const candidates = [...new Set(known.flatMap(({ statements }) => statements.flat().map(({ version }) => version)))]
    .filter(newer)
    .sort((a, b) => compareVersions(type, a, b))
  const isClosed = (version: string, statements: readonly Fixed[][]) =>
    statements.length > 0 && statements.every((fixes) => isFixedIn(type, version, fixes))
  const closable = known.filter(({ statements }) => candidates.some((version) => isClosed(version, statements)))
  if (closable.length === 0) return null
  const version = candidates.find((one) => closable.every(({ statements }) => isClosed(one, statements)))
  if (version === undefined) return null
  const closes = new Set(closable.map(({ issue }) => issue))
  return { version, closes: [...closes], leaves: issues.filter((issue) => !closes.has(issue)) }
}
