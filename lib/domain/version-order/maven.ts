import { compareNumbers, compareText } from './numbers.ts'

interface Token {
  hyphen: boolean
  /** Digits, or a qualifier in lower case. */
  text: string
}

const QUALIFIERS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp']
const ALIASES: Readonly<Record<string, string>> = { cr: 'rc', ga: '', final: '', release: '' }
const SHORT: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' }

/**
 * @see Maven POM reference, "Version Order Specification". A qualifier after a dot counts like one after a hyphen, and zeros before
 * either do not count, as in Maven 4: then the order has no circles.
 */
export function compareMaven(a: string, b: string): number {
  const left = tokens(a)
  const right = tokens(b)
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = compareToken(left[at], right[at])
    if (order !== 0) return order
  }
  return 0
}

function tokens(version: string): Token[] {
  const kept: Token[] = []
  // A change from digits to letters or back parts them like a hyphen.
  for (const [, separator, digits, letters = ''] of version.toLowerCase().trim().matchAll(PART)) {
    if (digits === undefined && letters === '' && separator === '') continue
    const token = { hyphen: separator !== '.' && kept.length > 0, text: digits ?? letters }
    const before = kept.at(-1)
    if (digits !== undefined && separator === '' && before && before.text in SHORT)
      before.text = SHORT[before.text] ?? ''
    if (digits === undefined) token.text = ALIASES[letters] ?? letters
    if (token.hyphen || !isNumber(token)) trim(kept)
    kept.push(token)
  }
  trim(kept)
  return kept
}

const PART = /([._-]?)(?:(\d+)|([^\d._-]*))/g

function trim(kept: Token[]): void {
  while (kept.length > 0 && isNull(kept.at(-1))) kept.pop()
}

function isNull(token: Token | undefined): boolean {
  return token !== undefined && /^0*$/.test(token.text)
}

function isNumber(token: Token): boolean {
  return /^\d/.test(token.text)
}

/** Qualifiers are before numbers after a hyphen, and those before numbers after a dot; nothing is 0 or no qualifier. */
function compareToken(a: Token | undefined, b: Token | undefined): number {
  const left = a ?? nothingBeside(b)
  const right = b ?? nothingBeside(a)
  const order = kind(left) - kind(right)
  if (order !== 0) return order
  return kind(left) > 0 ? compareNumbers(left.text, right.text) : compareQualifiers(left.text, right.text)
}

function nothingBeside(other: Token | undefined): Token {
  return { hyphen: other?.hyphen ?? false, text: other && isNumber(other) ? '0' : '' }
}

function kind(token: Token): number {
  if (!isNumber(token)) return 0
  return token.hyphen ? 1 : 2
}

function compareQualifiers(a: string, b: string): number {
  const left = QUALIFIERS.indexOf(a)
  const right = QUALIFIERS.indexOf(b)
  if (left !== -1 && right !== -1) return left - right
  if (left === -1 && right === -1) return compareText(a, b)
  return left === -1 ? 1 : -1
}
