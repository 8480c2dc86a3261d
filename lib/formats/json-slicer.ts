import { FormatError } from './format-error.ts'
import { DEFAULT_JSON_LIMITS, type JsonLimits } from './json-limits.ts'
import { parseJson } from './json-text.ts'
import { OutlineText } from './outline-text.ts'
import { type PathNode, pathTree } from './record-paths.ts'

/** One record as it stands in the document; `bytes` are only good until the callback returns. */
export interface JsonRecord {
  pattern: string
  /** The index at each `*` of the pattern. */
  indexes: readonly number[]
  bytes: Uint8Array
  /** Where it starts in the document, in bytes. */
  offset: number
}

export interface JsonSlicerOptions {
  /** Paths of the elements to cut out, for instance `Results.*.Vulnerabilities.*`. */
  records: readonly string[]
  /** Paths of elements that are cut out and thrown away. */
  ignored?: readonly string[]
  limits?: JsonLimits
  /** Without it the records are only checked for their structure, and never copied. */
  onRecord?: (record: JsonRecord) => void
  /** False when only the records are wanted. */
  keepOutline?: boolean
}

/** An object or array on the way to records: here every token is checked, so that no key can appear twice. */
interface Frame {
  node: PathNode | null
  closer: number
  keys: Set<string> | null
  key: string
  index: number
  state: FrameState
  /** Whether the outline already holds an element of this array. */
  hasOutline: boolean
}

type FrameState = 'value' | 'first' | 'key' | 'first-key' | 'colon' | 'next'
/** What becomes of the value that is being passed over. */
type Target = 'record' | 'ignored' | 'outline' | 'key'

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a]
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d]
/** Of the frame around the document; no byte equals it. */
const NO_CLOSER = -1
const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/**
 * Scans one JSON document that comes in chunks of any size, cuts the records out and keeps the rest, the outline, in
 * which the lists of records are empty. Memory is bounded by the largest record and the outline, never by the document.
 * Every fault throws a FormatError. A key that appears twice in an object on the way to records is a fault, because a
 * second list would replace the first one after its records were read; inside a record JSON.parse's rule holds.
 */
export class JsonSlicer {
  readonly #options: JsonSlicerOptions
  readonly #limits: JsonLimits
  readonly #outline: OutlineText
  readonly #frames: Frame[]
  readonly #closers: Uint8Array
  #offset = 0
  #depth = 0
  /** The depth outside the value that is being passed over; null between values. */
  #base: number | null = null
  #target: Target = 'outline'
  #scalar = false
  #sized = true
  #start = 0
  #inString = false
  #escaped = false
  #stringBytes = 0
  #held: Uint8Array = new Uint8Array(0)
  #heldLength = 0

  constructor(options: JsonSlicerOptions) {
    this.#options = options
    this.#limits = options.limits ?? DEFAULT_JSON_LIMITS
    this.#outline = new OutlineText(this.#limits.outlineBytes)
    this.#closers = new Uint8Array(this.#limits.depth + 2)
    this.#frames = [newFrame(pathTree(options.records, options.ignored ?? []), NO_CLOSER)]
  }

  write(chunk: Uint8Array): void {
    const limit = this.#limits.totalBytes
    if (this.#offset + chunk.length > limit) {
      throw new FormatError('too-large', `The report is larger than ${limit} bytes`, limit, limit)
    }
    let at = 0
    while (at < chunk.length) at = this.#base === null ? this.#token(chunk, at) : this.#value(chunk, at)
    this.#offset += chunk.length
  }

  /** The outline, once all bytes are in; undefined when it was not asked for. */
  end(): unknown {
    if (this.#offset === 0) throw new FormatError('malformed', 'The report is empty', 0)
    if (this.#base === 0 && this.#scalar) this.#finish(new Uint8Array(0), 0, 0)
    if (this.#frames.length > 1 || this.#frame.state !== 'next') {
      throw new FormatError('truncated', `The JSON ends too early, at byte ${this.#offset}`, this.#offset)
    }
    if (this.#options.keepOutline === false) return undefined
    return parseJson(this.#outline.bytes(), (position) => this.#outline.offsetOf(position))
  }

  get #frame(): Frame {
    return this.#frames[this.#frames.length - 1] as Frame
  }

  /** One token of an object or array on the way to records. */
  #token(chunk: Uint8Array, at: number): number {
    const byte = chunk[at] as number
    if (isSpace(byte)) return at + 1
    const frame = this.#frame
    if (byte === frame.closer && (frame.state === 'next' || frame.state.startsWith('first'))) {
      this.#frames.pop()
      this.#depth--
      this.#frame.state = 'next'
    } else if (frame.state === 'next' && byte === COMMA && frame.closer !== NO_CLOSER) {
      frame.state = frame.closer === CLOSE_OBJECT ? 'key' : 'value'
      if (frame.closer !== CLOSE_OBJECT) return at + 1
    } else if (frame.state === 'colon' && byte === COLON) {
      frame.state = 'value'
    } else if (frame.state === 'key' || frame.state === 'first-key') {
      if (byte !== QUOTE) throw this.#unexpected(at)
      this.#pass('key', at)
      return at
    } else if (frame.state === 'value' || frame.state === 'first') {
      return this.#begin(byte, at)
    } else {
      throw this.#unexpected(at)
    }
    this.#keep(byte, at)
    return at + 1
  }

  /** Decides what becomes of the value that starts here: descended into, cut out, or kept. */
  #begin(byte: number, at: number): number {
    const frame = this.#frame
    const inArray = frame.closer === CLOSE_ARRAY
    if (inArray) frame.index++
    const node =
      frame.closer === NO_CLOSER ? frame.node : inArray ? frame.node?.elements : frame.node?.members.get(frame.key)
    const leadsOn = node != null && (node.elements !== null || node.members.size > 0)
    // Where one format reads whole elements and another looks inside them, the first element stays as the sample.
    if (node?.pattern != null && !(leadsOn && frame.index === 0)) {
      this.#sized = !leadsOn && !node.ignored
      this.#pass(node.ignored ? 'ignored' : 'record', at, byte)
      return at
    }
    if (inArray && frame.hasOutline) this.#keep(COMMA, at)
    frame.hasOutline = true
    const enters = byte === OPEN_ARRAY ? node?.elements != null : byte === OPEN_OBJECT && (node?.members.size ?? 0) > 0
    if (!node || !enters) {
      this.#pass('outline', at, byte)
      return at
    }
    this.#deepen(at)
    this.#frames.push(newFrame(node, byte + 2))
    this.#keep(byte, at)
    return at + 1
  }

  /** From here on the bytes of one value are only passed over, until its end. */
  #pass(target: Target, at: number, byte: number = QUOTE): void {
    const opens = byte === OPEN_OBJECT || byte === OPEN_ARRAY || byte === QUOTE
    const isScalar = byte === 0x2d || (byte >= 0x30 && byte <= 0x39) || byte === 0x74 || byte === 0x66 || byte === 0x6e
    if (!opens && !isScalar) throw this.#unexpected(at)
    this.#target = target
    this.#scalar = isScalar
    this.#base = this.#depth
    this.#start = this.#offset + at
    this.#heldLength = 0
  }

  #value(chunk: Uint8Array, at: number): number {
    const end = this.#scalar ? scalarEnd(chunk, at) : this.#valueEnd(chunk, at)
    const complete = end !== -1
    const to = complete ? end : chunk.length
    const limit = this.#limits.recordBytes
    if (this.#target === 'record' && this.#sized && this.#offset + to - this.#start > limit) {
      throw new FormatError('too-large', `One finding is larger than ${limit} bytes`, this.#start, limit)
    }
    if (complete) this.#finish(chunk, at, to)
    else this.#hold(chunk, at, to)
    return to
  }

  /** The index after the value's last byte, or -1 when it goes on in the next chunk. The hot loop. */
  #valueEnd(chunk: Uint8Array, from: number): number {
    const base = this.#base
    const closers = this.#closers
    const length = chunk.length
    let at = from
    if (this.#inString) {
      at = this.#stringEnd(chunk, at)
      if (at === -1 || this.#depth === base) return at
    }
    while (at < length) {
      const byte = chunk[at] as number
      if (byte === QUOTE) {
        this.#inString = true
        at = this.#stringEnd(chunk, at + 1)
        if (at === -1 || this.#depth === base) return at
        continue
      }
      const bracket = byte | 0x20
      if (bracket === OPEN_OBJECT) {
        this.#deepen(at)
        closers[this.#depth] = byte + 2
      } else if (bracket === CLOSE_OBJECT) {
        if (closers[this.#depth] !== byte) throw this.#unexpected(at)
        if (--this.#depth === base) return at + 1
      }
      at++
    }
    return -1
  }

  /** The index after the closing quote, or -1 when the string goes on in the next chunk. */
  #stringEnd(chunk: Uint8Array, from: number): number {
    const length = chunk.length
    let at = from
    if (this.#escaped && at < length) {
      this.#escaped = false
      at++
    }
    while (at < length) {
      const byte = chunk[at]
      if (byte === QUOTE) {
        this.#checkString(this.#stringBytes + at - from, at)
        this.#inString = false
        this.#stringBytes = 0
        return at + 1
      }
      at += byte === BACKSLASH ? 2 : 1
    }
    this.#escaped ||= at > length
    this.#stringBytes += length - from
    this.#checkString(this.#stringBytes, length)
    return -1
  }

  #checkString(size: number, at: number): void {
    const limit = this.#limits.stringBytes
    if (size <= limit) return
    const offset = this.#offset + at - size
    throw new FormatError('too-large', `One text is longer than ${limit} bytes`, offset, limit)
  }

  #hold(chunk: Uint8Array, from: number, to: number): void {
    if (this.#target === 'outline' || this.#target === 'key') this.#keepAll(chunk, from, to)
    if (this.#target !== 'key' && !(this.#target === 'record' && this.#options.onRecord)) return
    const needed = this.#heldLength + to - from
    if (needed > this.#held.length) {
      const larger = new Uint8Array(Math.max(needed, this.#held.length * 2, 4096))
      larger.set(this.#held.subarray(0, this.#heldLength))
      this.#held = larger
    }
    this.#held.set(chunk.subarray(from, to), this.#heldLength)
    this.#heldLength = needed
  }

  /** The value is complete: hand it on. */
  #finish(chunk: Uint8Array, from: number, to: number): void {
    const target = this.#target
    const wanted = target === 'key' || (target === 'record' && this.#options.onRecord)
    let bytes = chunk.subarray(from, to)
    if (wanted && this.#heldLength > 0) {
      this.#hold(chunk, from, to)
      bytes = this.#held.subarray(0, this.#heldLength)
    } else if (target !== 'record' && target !== 'ignored') {
      this.#keepAll(chunk, from, to)
    }
    this.#base = null
    const frame = this.#frame
    frame.state = target === 'key' ? 'colon' : 'next'
    if (target === 'key') this.#nameMember(frame, bytes)
    else if (target === 'record' && this.#options.onRecord) this.#handOver(frame, bytes, this.#options.onRecord)
  }

  #nameMember(frame: Frame, bytes: Uint8Array): void {
    const start = this.#start
    const key = parseJson(bytes, (position) => start + position) as string
    frame.keys ??= new Set()
    if (frame.keys.has(key)) {
      const shown = JSON.stringify(key.slice(0, 100))
      throw new FormatError('malformed', `The key ${shown} appears twice in one object, at byte ${start}`, start)
    }
    frame.keys.add(key)
    frame.key = key
  }

  #handOver(frame: Frame, bytes: Uint8Array, onRecord: (record: JsonRecord) => void): void {
    const indexes: number[] = []
    for (const { closer, index } of this.#frames) if (closer === CLOSE_ARRAY) indexes.push(index)
    onRecord({ pattern: frame.node?.elements?.pattern ?? '', indexes, bytes, offset: this.#start })
  }

  #deepen(at: number): void {
    const limit = this.#limits.depth
    if (++this.#depth <= limit) return
    throw new FormatError('too-deep', `Objects and arrays are nested deeper than ${limit}`, this.#offset + at, limit)
  }

  #keep(byte: number, at: number): void {
    if (this.#options.keepOutline !== false) this.#outline.appendByte(byte, this.#offset + at)
  }

  #keepAll(chunk: Uint8Array, from: number, to: number): void {
    if (this.#options.keepOutline !== false) this.#outline.append(chunk, from, to, this.#offset + from)
  }

  #unexpected(at: number): FormatError {
    const offset = this.#offset + at
    return new FormatError('malformed', `This is not valid JSON at byte ${offset}`, offset)
  }
}

function newFrame(node: PathNode, closer: number): Frame {
  const state = closer === NO_CLOSER ? 'value' : closer === CLOSE_OBJECT ? 'first-key' : 'first'
  return { node, closer, keys: null, key: '', index: -1, state, hasOutline: false }
}

function scalarEnd(chunk: Uint8Array, from: number): number {
  for (let at = from; at < chunk.length; at++) {
    const byte = chunk[at] as number
    if (byte === COMMA || (byte | 0x20) === CLOSE_OBJECT || isSpace(byte)) return at
  }
  return -1
}
