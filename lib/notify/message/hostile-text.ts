const ELLIPSIS = '…'
/** Line breaks that are not `\n`. */
const OTHER_BREAKS = /\r\n?|[\u0085\u2028\u2029]/g
/** Controls but for line feed and tab, and the marks that turn the direction of text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
const INVISIBLE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
const SPACE = '\u200b'

/** Text of several lines that shows what it is: no controls, no marks that reorder it, line breaks as `\n`. */
export function plainText(text: string): string {
  return text.replace(OTHER_BREAKS, '\n').replace(INVISIBLE, '').toWellFormed()
}

/** Text of one line: breaks, tabs and runs of blanks are one space. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim()
}

/** One line of at most `length` units; no more of a text without end is read than can be shown. */
export function shortLine(text: string, length: number): string {
  return shorten(oneLine(text.slice(0, length * READ_AHEAD)), length)
}

/** The same of several lines. */
export function shortText(text: string, length: number): string {
  return shorten(plainText(text.slice(0, length * READ_AHEAD)).trim(), length)
}
/** Blanks and controls go, so more is read than is shown. */
const READ_AHEAD = 4

/** At most `length` UTF-16 units, with an ellipsis where something was left out, never half of a character. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  if (length < 1) return ''
  return cutPair(text.slice(0, length - ELLIPSIS.length)).trimEnd() + ELLIPSIS
}

/** At most `sizeBytes` bytes of UTF-8, with an ellipsis where something was left out. */
export function shortenBytes(text: string, sizeBytes: number): string {
  if (Buffer.byteLength(text) <= sizeBytes) return text
  const room = sizeBytes - Buffer.byteLength(ELLIPSIS)
  if (room < 0) return ''
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(room))
  return cutPair(text.slice(0, read)) + ELLIPSIS
}

/**
 * Escaped text of at most `length` units: it is the text before escaping that is cut, so that no escape is cut in two.
 */
export function shortenEscaped(text: string, length: number, escaped: (text: string) => string): string {
  const whole = escaped(text)
  if (whole.length <= length) return whole
  let low = 0
  let high = text.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (escaped(shorten(text, middle)).length <= length) low = middle
    else high = middle - 1
  }
  return escaped(shorten(text, low))
}

/**
 * Breaks what a tracker would read as a mention or a reference (`@team`, `#12`, `!3`) by a blank of no width after the
 * sign. Whoever reads sees the same text.
 */
export function withoutMentions(text: string, signs: RegExp): string {
  return text.replace(signs, (sign) => sign + SPACE)
}

function cutPair(text: string): string {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text
}
