const BOM = 0xfeff

/** The UTF-8 of bytes that are all there already. */
export function toUtf8(bytes: Uint8Array): Uint8Array {
  const stage = new Utf8Stage()
  const text = stage.write(bytes)
  const rest = stage.end()
  return rest.length === 0 ? text : Buffer.concat([text, rest])
}

/**
 * Turns the bytes that tools really write into plain UTF-8: drops a byte order mark, and transcodes UTF-16 when a mark
 * says so (a PowerShell redirect writes that). `write` each chunk and pass on what comes back, then what `end` gives.
 */
export class Utf8Stage {
  /** The first bytes, until there are enough to see a mark. */
  #first: Uint8Array | null = new Uint8Array(0)
  #utf16: TextDecoder | null = null

  write(chunk: Uint8Array): Uint8Array {
    if (this.#first === null) return this.#pass(chunk)
    const seen = this.#first.length === 0 ? chunk : Buffer.concat([this.#first, chunk])
    this.#first = seen
    return seen.length < 3 ? new Uint8Array(0) : this.#start(seen)
  }

  end(): Uint8Array {
    const started = this.#first === null ? new Uint8Array(0) : this.#start(this.#first)
    if (!this.#utf16) return started
    return Buffer.concat([started, Buffer.from(this.#utf16.decode(), 'utf8')])
  }

  #start(seen: Uint8Array): Uint8Array {
    this.#first = null
    const mark = ((seen[0] ?? 0) << 8) | (seen[1] ?? 0)
    if (mark === BOM) this.#utf16 = new TextDecoder('utf-16be')
    else if (mark === 0xfffe) this.#utf16 = new TextDecoder('utf-16le')
    else if (mark === 0xefbb && seen[2] === 0xbf) return seen.subarray(3)
    return this.#pass(seen)
  }

  #pass(chunk: Uint8Array): Uint8Array {
    return this.#utf16 ? Buffer.from(this.#utf16.decode(chunk, { stream: true }), 'utf8') : chunk
  }
}
