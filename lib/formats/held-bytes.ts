/** Bytes that come in parts and are wanted whole; the room is kept for the next ones. */
export class HeldBytes {
  #room: Uint8Array = new Uint8Array(0)
  #length = 0

  get length(): number {
    return this.#length
  }

  append(chunk: Uint8Array, from: number, to: number): void {
    const needed = this.#length + to - from
    if (needed > this.#room.length) {
      const larger = new Uint8Array(Math.max(needed, this.#room.length * 2, 4096))
      larger.set(this.bytes())
      this.#room = larger
    }
    this.#room.set(chunk.subarray(from, to), this.#length)
    this.#length = needed
  }

  clear(): void {
    this.#length = 0
  }

  /** Good until the next `append`. */
  bytes(): Uint8Array {
    return this.#room.subarray(0, this.#length)
  }
}
