import { FormatError } from './format-error.ts'

/** The bytes of a document that were not cut out, and where in the document each stretch of them came from. */
export class OutlineText {
  readonly #limit: number
  #bytes: Uint8Array = new Uint8Array(4096)
  #length = 0
  /** Pairs of (position here, offset in the document), one for each stretch. */
  readonly #stretches: number[] = []
  #nextOffset = -1

  constructor(limit: number) {
    this.#limit = limit
  }

  append(chunk: Uint8Array, start: number, end: number, offset: number): void {
    const size = end - start
    this.#makeRoom(size, offset)
    if (offset !== this.#nextOffset) this.#stretches.push(this.#length, offset)
    this.#bytes.set(chunk.subarray(start, end), this.#length)
    this.#length += size
    this.#nextOffset = offset + size
  }

  appendByte(byte: number, offset: number): void {
    this.#makeRoom(1, offset)
    if (offset !== this.#nextOffset) this.#stretches.push(this.#length, offset)
    this.#bytes[this.#length++] = byte
    this.#nextOffset = offset + 1
  }

  get length(): number {
    return this.#length
  }

  /** Takes back all that was added since the outline was this long. */
  shorten(length: number): void {
    this.#length = length
    while ((this.#stretches.at(-2) ?? -1) >= length) this.#stretches.length -= 2
    this.#nextOffset = -1
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  /** The offset in the document of a position in the outline. */
  offsetOf(position: number): number {
    let offset = 0
    for (let index = 0; index < this.#stretches.length; index += 2) {
      const start = this.#stretches[index] ?? 0
      if (start > position) break
      offset = (this.#stretches[index + 1] ?? 0) + position - start
    }
    return offset
  }

  #makeRoom(size: number, offset: number): void {
    const needed = this.#length + size
    if (needed > this.#limit) {
      throw new FormatError(
        'too-large',
        `The report without its findings is larger than ${this.#limit} bytes`,
        offset,
        this.#limit,
      )
    }
    if (needed <= this.#bytes.length) return
    const larger = new Uint8Array(Math.min(this.#limit, Math.max(needed, this.#bytes.length * 2)))
    larger.set(this.#bytes)
    this.#bytes = larger
  }
}
