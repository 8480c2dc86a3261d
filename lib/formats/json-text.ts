import { FormatError } from './format-error.ts'

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const SPACE = /[ \t\n\r]*/y
const WORD = /true|false|null/y

/**
 * Parses the bytes of one JSON value. As in JSON.parse the last of two equal keys wins, a `__proto__` key becomes a
 * property like any other, and bytes that are no UTF-8 become U+FFFD.
 * A fault throws a FormatError with its offset in the document, counted by `offsetOf(byte position in these bytes)`.
 */
export function parseJson(bytes: Uint8Array, offsetOf: (position: number) => number): unknown {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const position = faultPosition(text)
    const offset = offsetOf(Buffer.byteLength(text.slice(0, position), 'utf8'))
    const truncated = position >= text.length
    throw new FormatError(
      truncated ? 'truncated' : 'malformed',
      truncated ? `The JSON ends too early, at byte ${offset}` : `This is not valid JSON at byte ${offset}`,
      offset,
    )
  }
}

/** Where the first character stands that cannot belong to a JSON value; only asked once JSON.parse has refused. */
function faultPosition(text: string): number {
  const open: string[] = []
  let at = 0
  let expected: 'value' | 'first' | 'key' | 'first-key' | 'colon' | 'next' = 'value'
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    if (!pattern.test(text)) return false
    at = pattern.lastIndex
    return true
  }
  const takeString = (): boolean => {
    at++
    while (at < text.length) {
      const char = text.charCodeAt(at)
      if (char === 0x22) {
        at++
        return true
      }
      if (char < 0x20) return false
      if (char !== 0x5c) at++
      else if (!take(ESCAPE)) return false
    }
    return false
  }
  for (;;) {
    take(SPACE)
    const char = text[at]
    if (expected === 'next') {
      const inside = open.at(-1)
      if (inside === undefined) return at
      if (char === ',') expected = inside === '}' ? 'key' : 'value'
      else if (char === inside) open.pop()
      else return at
      at++
    } else if (expected === 'colon') {
      if (char !== ':') return at
      at++
      expected = 'value'
    } else if ((expected === 'first' || expected === 'first-key') && char === open.at(-1)) {
      open.pop()
      at++
      expected = 'next'
    } else if (expected === 'key' || expected === 'first-key') {
      if (char !== '"' || !takeString()) return at
      expected = 'colon'
    } else if (char === '{' || char === '[') {
      open.push(char === '{' ? '}' : ']')
      at++
      expected = char === '{' ? 'first-key' : 'first'
    } else {
      if (!(char === '"' ? takeString() : take(NUMBER) || take(WORD))) return at
      expected = 'next'
    }
  }
}
