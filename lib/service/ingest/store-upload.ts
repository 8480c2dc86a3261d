import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Db } from '../../store/database.ts'
import { insertChunk } from '../../store/inbox/insert-chunk.ts'

export interface StoredUpload {
  /** SHA-256 of the inflated bytes. */
  contentHash: Buffer
  sizeBytes: number
}

const CHUNK_BYTES = 1024 * 1024

/**
 * Streams a report into the inbox as gzip chunks, while `check` sees the inflated bytes. Whatever is slowest, sender or
 * database, sets the pace; about two chunks are in memory.
 */
export async function storeUpload(
  db: Db,
  uploadId: string,
  bytes: AsyncIterable<Uint8Array>,
  check: { write(piece: Uint8Array): void },
): Promise<StoredUpload> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  async function* checked() {
    for await (const piece of bytes) {
      check.write(piece)
      hash.update(piece)
      sizeBytes += piece.length
      yield piece
    }
  }
  await pipeline(
    Readable.from(checked(), { objectMode: false }),
    createGzip({ level: 1, chunkSize: 64 * 1024 }),
    async (compressed: AsyncIterable<Buffer>) => {
      let position = 0
      for await (const chunk of inChunks(compressed)) await insertChunk(db, uploadId, position++, chunk)
    },
  )
  return { contentHash: hash.digest(), sizeBytes }
}

async function* inChunks(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let length = 0
  for await (const piece of stream) {
    waiting.push(piece)
    length += piece.length
    if (length < CHUNK_BYTES) continue
    yield Buffer.concat(waiting)
    waiting = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(waiting)
}
