import { compareNumbers, compareText } from './numbers.ts'

/** `epoch:version-release`; a version without a release is before every release of it. @see rpm-version(7) */
export function compareRpm(a: string, b: string): number {
  const left = parts(a.trim())
  const right = parts(b.trim())
  return (
    compareNumbers(left.epoch, right.epoch) ||
    compareSegments(left.version, right.version) ||
    compareSegments(left.release, right.release)
  )
}

function parts(evr: string): { epoch: string; version: string; release: string } {
  const [, epoch = '0', rest = ''] = /^(?:(\d+):)?(.*)$/s.exec(evr) ?? []
  const hyphen = rest.lastIndexOf('-')
  if (hyphen === -1) return { epoch, version: rest, release: '' }
  return { epoch, version: rest.slice(0, hyphen), release: rest.slice(hyphen + 1) }
}

const SEGMENT = /\d+|[A-Za-z]+|[~^]/g
const END = ''

/** Runs of digits and of letters; whatever else stands between them only parts them. */
function compareSegments(a: string, b: string): number {
  const left = a.match(SEGMENT) ?? []
  const right = b.match(SEGMENT) ?? []
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = compareSegment(left[at] ?? END, right[at] ?? END)
    if (order !== 0) return order
  }
  return 0
}

/** A tilde is before the end, a caret after it and before all else; letters are before digits. */
function compareSegment(a: string, b: string): number {
  const order = rank(a) - rank(b)
  if (order !== 0) return order
  return rank(a) === NUMBER ? compareNumbers(a, b) : compareText(a, b)
}

const NUMBER = 4

function rank(segment: string): number {
  if (segment === '~') return 0
  if (segment === END) return 1
  if (segment === '^') return 2
  return /^\d/.test(segment) ? NUMBER : 3
}
