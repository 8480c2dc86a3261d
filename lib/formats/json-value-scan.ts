import { FormatError } from './format-error.ts'
import type { JsonLimits } from './json-limits.ts'

export const QUOTE = 0x22
export const COMMA = 0x2c
export const COLON = 0x3a
export const OPEN_ARRAY = 0x5b
export const CLOSE_ARRAY = 0x5d
export const OPEN_OBJECT = 0x7b
export const CLOSE_OBJECT = 0x7d
const BACKSLASH = 0x5c

export const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

export function notJson(offset: number): FormatError {
  return new FormatError('malformed', `This is not valid JSON at byte ${offset}`, offset)
}

/** Finds the end of one JSON value after another, in chunks cut anywhere. It counts brackets and strings, nothing else. */
export class ValueScan {
  /** A number, true, false or null: it ends where something else begins. */
  isScalar = false
  readonly #limits: JsonLimits
  /** By depth, the bracket that must close it. */
  readonly #closers: Uint8Array
  #depth = 0
  /** The depth outside the value. */
  #base = 0
  #inString = false
  #escaped = false
  #stringBytes = 0

  constructor(limits: JsonLimits) {
    this.#limits = limits
    this.#closers = new Uint8Array(limits.depth + 2)
  }

  enter(offset: number): void {
    const limit = this.#limits.depth
    if (++this.#depth <= limit) return
    throw new FormatError('too-deep', `Objects and arrays are nested deeper than ${limit}`, offset, limit)
  }

  leave(): void {
    this.#depth--
  }

  /** False when no value begins with this byte. */
  begin(byte: number): boolean {
    this.isScalar = byte === 0x2d || (byte >= 0x30 && byte <= 0x39) || byte === 0x74 || byte === 0x66 || byte === 0x6e
    this.#base = this.#depth
    return this.isScalar || byte === OPEN_OBJECT || byte === OPEN_ARRAY || byte === QUOTE
  }

  /** The index after the value's last byte, or -1 when it goes on in the next chunk. `offset` is that of the chunk. */
  end(chunk: Uint8Array, from: number, offset: number): number {
    if (this.isScalar) return scalarEnd(chunk, from)
    const base = this.#base
    const closers = this.#closers
    const length = chunk.length
    let at = from
    if (this.#inString) {
      at = this.#stringEnd(chunk, at, offset)
      if (at === -1 || this.#depth === base) return at
    }
    while (at < length) {
      const byte = chunk[at] as number
      if (byte === QUOTE) {
        this.#inString = true
        at = this.#stringEnd(chunk, at + 1, offset)
        if (at === -1 || this.#depth === base) return at
        continue
      }
      // The two opening brackets differ in one bit, and so do the two closing ones.
      const bracket = byte | 0x20
      if (bracket === OPEN_OBJECT) {
        this.enter(offset + at)
        closers[this.#depth] = byte + 2
      } else if (bracket === CLOSE_OBJECT) {
        if (closers[this.#depth] !== byte) throw notJson(offset + at)
        if (--this.#depth === base) return at + 1
      }
      at++
    }
    return -1
  }

  /** The index after the closing quote, or -1 when the string goes on in the next chunk. */
  #stringEnd(chunk: Uint8Array, from: number, offset: number): number {
    const length = chunk.length
    let at = from
    if (this.#escaped && at < length) {
      this.#escaped = false
      at++
    }
    while (at < length) {
      const byte = chunk[at]
      if (byte === QUOTE) {
        this.#checkString(this.#stringBytes + at - from, offset + at)
        this.#inString = false
        this.#stringBytes = 0
        return at + 1
      }
      at += byte === BACKSLASH ? 2 : 1
    }
    this.#escaped ||= at > length
    this.#stringBytes += length - from
    this.#checkString(this.#stringBytes, offset + length)
    return -1
  }

  #checkString(size: number, end: number): void {
    const limit = this.#limits.stringBytes
    if (size <= limit) return
    throw new FormatError('too-large', `One text is longer than ${limit} bytes`, end - size, limit)
  }
}

function scalarEnd(chunk: Uint8Array, from: number): number {
  for (let at = from; at < chunk.length; at++) {
    const byte = chunk[at] as number
    if (byte === COMMA || (byte | 0x20) === CLOSE_OBJECT || isSpace(byte)) return at
  }
  return -1
}
