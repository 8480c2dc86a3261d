import semver from 'semver'
import { compareLists, compareNumbers, compareParsed } from './numbers.ts'

const VERSION = /^[vV=]?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+)|\.?([A-Za-z][0-9A-Za-z.-]*))?(?:\+.*)?$/

/**
 * Numbers and an optional pre-release, as npm, Cargo, Go, NuGet, RubyGems, Composer and most others write them. Missing numbers
 * are 0, so that `2.17` is `2.17.0`; there may be more than three; build metadata does not count.
 * @see Semantic Versioning 2.0.0, item 11
 */
export function compareSemver(a: string, b: string): number {
  return compareParsed(a, b, parse, (left, right) => {
    const numbers = compareLists(left.numbers, right.numbers, '0', compareNumbers)
    if (numbers !== 0) return numbers
    if (left.before.length === 0 || right.before.length === 0) return right.before.length - left.before.length
    return compareLists<string | null>(left.before, right.before, null, compareIdentifier)
  })
}

function parse(version: string): { numbers: string[]; before: string[] } | null {
  const [, numbers, hyphened, attached] = VERSION.exec(version.trim()) ?? []
  if (numbers === undefined) return null
  const before = hyphened ?? attached
  return { numbers: numbers.split('.'), before: before === undefined ? [] : before.split('.') }
}

/** More identifiers are later when all the earlier ones are equal. */
function compareIdentifier(a: string | null, b: string | null): number {
  if (a === null || b === null) return (a === null ? 0 : 1) - (b === null ? 0 : 1)
  return semver.compareIdentifiers(a, b)
}
