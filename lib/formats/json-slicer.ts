import { FormatError } from './format-error.ts'
import { HeldBytes } from './held-bytes.ts'
import { type Frame, isList, LINES, NO_CLOSER, nameMember, newFrame, nextNode } from './json-frame.ts'
import { DEFAULT_JSON_LIMITS, type JsonLimits } from './json-limits.ts'
import { parseJson } from './json-text.ts'
import {
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  isSpace,
  notJson,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  ValueScan,
} from './json-value-scan.ts'
import { OutlineText } from './outline-text.ts'
import { pathTree } from './record-paths.ts'

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
  /** Paths of the records that `onRecord` gets, where it does not want all. */
  only?: ReadonlySet<string>
  /** False when only the records are wanted. */
  keepOutline?: boolean
  /**
   * For a pass that tells the format: keeps the very first record of each path in the outline, because some formats have
   * nothing else to be told by.
   */
  samples?: boolean
  /** One value after another (one a line) is read like the elements of one array; a lone one is its only element. */
  lines?: boolean
}

/** What becomes of the value that is being passed over. */
type Target = 'record' | 'ignored' | 'outline' | 'key'

const NONE: readonly string[] = []
const NULL = new TextEncoder().encode('null')

/**
 * Scans one JSON document that comes in chunks of any size, cuts the records out and keeps the rest, the outline, in
 * which the lists of records are empty. Memory is bounded by the largest record and the outline, never by the document.
 * Values one after another, as lines of a log, can be read like the elements of an array. Every fault throws a FormatError.
 */
export class JsonSlicer {
  readonly #options: JsonSlicerOptions
  readonly #limits: JsonLimits
  readonly #outline: OutlineText
  readonly #frames: Frame[]
  readonly #scan: ValueScan
  #offset = 0
  /** Whether a value is being passed over. */
  #passing = false
  #target: Target = 'outline'
  #sized = true
  /** Whether the record that is being passed over is wanted whole. */
  #delivers = false
  #start = 0
  readonly #held = new HeldBytes()

  constructor(options: JsonSlicerOptions) {
    this.#options = options
    this.#limits = options.limits ?? DEFAULT_JSON_LIMITS
    this.#scan = new ValueScan(this.#limits)
    this.#outline = new OutlineText(this.#limits.outlineBytes)
    this.#frames = [newFrame(pathTree(options.records, options.ignored ?? NONE), NO_CLOSER)]
  }

  write(chunk: Uint8Array): void {
    const limit = this.#limits.totalBytes
    if (this.#offset + chunk.length > limit) {
      throw new FormatError('too-large', `The report is larger than ${limit} bytes`, limit, limit)
    }
    let at = 0
    while (at < chunk.length) at = this.#passing ? this.#value(chunk, at) : this.#token(chunk, at)
    this.#offset += chunk.length
  }

  /** The outline, once all bytes are in; undefined when it was not asked for. */
  end(): unknown {
    if (this.#offset === 0) throw new FormatError('malformed', 'The report is empty', 0)
    if (this.#passing && this.#frames.length === 1 && this.#scan.isScalar) this.#finish(new Uint8Array(0), 0, 0)
    if (this.#passing || this.#frames.length > 1 || this.#frame.state !== 'next') {
      throw new FormatError('truncated', `The JSON ends too early, at byte ${this.#offset}`, this.#offset)
    }
    if (this.#options.keepOutline === false) return undefined
    const outline = this.#outline.bytes()
    if (this.#frame.closer !== LINES) return parseJson(outline, (position) => this.#outline.offsetOf(position))
    const list = Buffer.concat([Buffer.of(OPEN_ARRAY), outline, Buffer.of(CLOSE_ARRAY)])
    return parseJson(list, (position) => this.#outline.offsetOf(position - 1))
  }

  get #frame(): Frame {
    return this.#frames[this.#frames.length - 1] as Frame
  }

  /** One token of an object or array on the way to records. */
  #token(chunk: Uint8Array, at: number): number {
    const byte = chunk[at] as number
    if (isSpace(byte)) return at + 1
    const frame = this.#frame
    if (this.#continuesLines(frame, byte)) return this.#begin(byte, at)
    if (byte === frame.closer && (frame.state === 'next' || frame.state.startsWith('first'))) {
      this.#frames.pop()
      this.#scan.leave()
      this.#frame.state = 'next'
      if (frame.outlineBefore !== null) {
        this.#replaceByNull(frame.outlineBefore, at)
        return at + 1
      }
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

  /**
   * Whether another value begins after a whole one. Where the format is not known, the second object tells that the first
   * was an element too, if any format reads elements.
   */
  #continuesLines(frame: Frame, byte: number): boolean {
    const { lines, samples } = this.#options
    if (frame.closer === NO_CLOSER && lines && frame.state === 'value' && byte !== OPEN_ARRAY) frame.closer = LINES
    if (frame.closer === LINES) return true
    const another = frame.closer === NO_CLOSER && frame.state === 'next' && byte === OPEN_OBJECT
    if (!another || !samples || frame.node?.elements?.pattern == null) return false
    frame.closer = LINES
    frame.index = 0
    return true
  }

  /** Decides what becomes of the value that starts here: descended into, cut out, or kept. */
  #begin(byte: number, at: number): number {
    const frame = this.#frame
    const inArray = isList(frame)
    if (inArray) frame.index++
    const node = nextNode(frame)
    const leadsOn = node != null && (node.elements !== null || node.members.size > 0)
    const samples = this.#options.samples === true
    const mixed = node?.pattern != null && leadsOn
    const isSample = samples && node?.ignored === false && this.#inFirstElements
    const looksInside = mixed && (frame.index === 0 || (samples && byte === OPEN_OBJECT))
    if (node?.pattern != null && !isSample && !looksInside) {
      // Indexes stay true beside elements that are kept.
      if (mixed && samples) this.#keepNull(frame, at)
      this.#sized = !leadsOn && !node.ignored
      this.#delivers = this.#options.only?.has(node.pattern) ?? true
      this.#pass(node.ignored ? 'ignored' : 'record', at, byte)
      return at
    }
    const outlineBefore = mixed && samples && frame.index > 0 ? this.#outline.length : null
    if (inArray && frame.hasOutline) this.#keep(COMMA, at)
    frame.hasOutline = true
    const enters = byte === OPEN_ARRAY ? node?.elements != null : byte === OPEN_OBJECT && (node?.members.size ?? 0) > 0
    if (!node || !enters) {
      this.#pass('outline', at, byte)
      return at
    }
    this.#scan.enter(this.#offset + at)
    this.#frames.push({ ...newFrame(node, byte + 2), outlineBefore })
    this.#keep(byte, at)
    return at + 1
  }

  get #inFirstElements(): boolean {
    return this.#frames.every((frame) => !isList(frame) || frame.index === 0)
  }

  /**
   * Where one format reads whole elements and another looks inside them, an element without any key of the second is a
   * record of the first: then only a null stands for it in the outline.
   */
  #replaceByNull(outlineBefore: number, at: number): void {
    this.#outline.shorten(outlineBefore)
    this.#keepNull(this.#frame, at)
  }

  #keepNull(frame: Frame, at: number): void {
    if (frame.hasOutline) this.#keep(COMMA, at)
    frame.hasOutline = true
    for (const byte of NULL) this.#keep(byte, at)
  }

  /** From here on the bytes of one value are only passed over, until its end. */
  #pass(target: Target, at: number, byte: number = QUOTE): void {
    if (!this.#scan.begin(byte)) throw this.#unexpected(at)
    this.#target = target
    this.#passing = true
    this.#start = this.#offset + at
    this.#held.clear()
  }

  #value(chunk: Uint8Array, at: number): number {
    const end = this.#scan.end(chunk, at, this.#offset)
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

  #hold(chunk: Uint8Array, from: number, to: number): void {
    if (this.#target === 'outline' || this.#target === 'key') this.#keepAll(chunk, from, to)
    if (this.#target !== 'key' && !this.#receiver) return
    this.#held.append(chunk, from, to)
  }

  /** The value is complete: hand it on. */
  #finish(chunk: Uint8Array, from: number, to: number): void {
    const target = this.#target
    const receiver = this.#receiver
    const wanted = target === 'key' || receiver
    let bytes = chunk.subarray(from, to)
    if (wanted && this.#held.length > 0) {
      this.#hold(chunk, from, to)
      bytes = this.#held.bytes()
    } else if (target !== 'record' && target !== 'ignored') {
      this.#keepAll(chunk, from, to)
    }
    this.#passing = false
    const frame = this.#frame
    frame.state = target === 'key' ? 'colon' : 'next'
    if (target === 'key') nameMember(frame, bytes, this.#start)
    else if (receiver) this.#handOver(frame, bytes, receiver)
  }

  /** Who gets the value that is being passed over, if anybody. */
  get #receiver(): ((record: JsonRecord) => void) | undefined {
    return this.#target === 'record' && this.#delivers ? this.#options.onRecord : undefined
  }

  #handOver(frame: Frame, bytes: Uint8Array, onRecord: (record: JsonRecord) => void): void {
    const indexes: number[] = []
    for (const frame of this.#frames) if (isList(frame)) indexes.push(frame.index)
    onRecord({ pattern: frame.node?.elements?.pattern ?? '', indexes, bytes, offset: this.#start })
  }

  #keep(byte: number, at: number): void {
    if (this.#options.keepOutline !== false) this.#outline.appendByte(byte, this.#offset + at)
  }

  #keepAll(chunk: Uint8Array, from: number, to: number): void {
    if (this.#options.keepOutline !== false) this.#outline.append(chunk, from, to, this.#offset + from)
  }

  #unexpected(at: number): FormatError {
    return notJson(this.#offset + at)
  }
}
