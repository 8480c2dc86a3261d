import { csvText } from './csv-text.ts'
import { DEFAULT_JSON_LIMITS, type JsonLimits } from './json-limits.ts'
import { spdxTags } from './spdx-tags.ts'
import { Utf8Stage } from './utf8.ts'
import { xmlText } from './xml-text.ts'

/** A text of another kind on its way to being JSON: `write` each chunk of UTF-8 and pass on what comes back. */
export interface TextStage {
  write(text: Uint8Array): Uint8Array
  /** Throws a FormatError `truncated` for a text that ends too early. */
  end(): Uint8Array
}

/**
 * A kind of text that is turned into the JSON document which the same format's own JSON form would be, while it streams in.
 * Its memory is bounded and it holds to the limits on the way; all that reads JSON then reads it too.
 */
export interface TextKind {
  /** Whether a text that begins like this is of this kind: `start` has no space before it and is all that came first. */
  begins(start: string): boolean
  open(limits: JsonLimits): TextStage
}

/** A new kind of text is a line here. JSON is what nothing else is. */
const TEXT_KINDS: readonly TextKind[] = [xmlText, spdxTags, csvText]

/** What must have come before a text is told by its beginning; JSON objects and arrays are told by their first byte. */
const HEAD_BYTES = 256
const NOTHING = new Uint8Array(0)
const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d])
const OPEN_JSON = new Set([0x5b, 0x7b])

/**
 * The bytes of a report on their way to the JSON reader. JSON passes untouched, in the chunks it came in. Offsets that are
 * reported later count bytes of the JSON, also of the JSON that another text was turned into.
 */
export class JsonStage {
  readonly #limits: JsonLimits
  readonly #utf8 = new Utf8Stage()
  /** The beginning, until there is enough of it. */
  #head: Uint8Array | null = NOTHING
  #text: TextStage | null = null

  constructor(limits: JsonLimits = DEFAULT_JSON_LIMITS) {
    this.#limits = limits
  }

  write(chunk: Uint8Array): Uint8Array {
    return this.#pass(this.#utf8.write(chunk))
  }

  end(): Uint8Array {
    const parts = [this.#pass(this.#utf8.end())]
    if (this.#head !== null) parts.push(this.#begin(this.#head))
    if (this.#text !== null) parts.push(this.#text.end())
    return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts)
  }

  #pass(chunk: Uint8Array): Uint8Array {
    if (this.#head === null) return this.#text === null ? chunk : this.#text.write(chunk)
    if (this.#head.length > 0) return this.#gather(Buffer.concat([this.#head, chunk]))
    const start = chunk.findIndex((byte) => !SPACES.has(byte))
    if (start <= 0) return start === 0 ? this.#gather(chunk) : chunk
    const told = this.#gather(chunk.subarray(start))
    return Buffer.concat([chunk.subarray(0, start), told])
  }

  #gather(head: Uint8Array): Uint8Array {
    this.#head = head
    const enough = OPEN_JSON.has(head[0] as number) || head.length >= HEAD_BYTES
    return enough ? this.#begin(head) : NOTHING
  }

  #begin(head: Uint8Array): Uint8Array {
    this.#head = null
    if (OPEN_JSON.has(head[0] as number)) return head
    const start = Buffer.from(head).toString('utf8')
    this.#text = TEXT_KINDS.find((kind) => kind.begins(start))?.open(this.#limits) ?? null
    return this.#text === null ? head : this.#text.write(head)
  }
}

/** The same for a report that is read as a stream. */
export async function* jsonChunks(source: AsyncIterable<Uint8Array>, limits: JsonLimits): AsyncGenerator<Uint8Array> {
  const stage = new JsonStage(limits)
  for await (const chunk of source) {
    const json = stage.write(chunk)
    if (json.length > 0) yield json
  }
  const rest = stage.end()
  if (rest.length > 0) yield rest
}
