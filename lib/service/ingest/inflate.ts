import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { FormatError } from '../../formats/format-error.ts'

export type Body = AsyncIterable<Uint8Array>
export type Encoding = 'identity' | 'gzip'

export interface InflateLimits {
  /** Inflated bytes. */
  bytes: number
  /** Inflated bytes to one compressed byte; asked only once a body is large. */
  ratio: number
}

/** Below this a high ratio harms nobody: short bodies of one repeated line are honest. */
const RATIO_FROM_BYTES = 1024 * 1024
const PIECE_BYTES = 64 * 1024

/** The bytes of a body without their encoding, cut as soon as they pass a limit. Throws FormatErrors. */
export async function* inflate(body: Body, encoding: Encoding, limits: InflateLimits): AsyncGenerator<Uint8Array> {
  let total = 0
  const plain = encoding === 'gzip' ? gunzip(body, limits) : body
  for await (const piece of plain) {
    total += piece.length
    if (total > limits.bytes) {
      throw new FormatError('too-large', `The body is larger than ${limits.bytes} bytes`, limits.bytes, limits.bytes)
    }
    yield piece
  }
}

async function* gunzip(body: Body, { ratio }: InflateLimits): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: PIECE_BYTES })
  const feeding = pipeline(Readable.from(body, { objectMode: false }), stream)
  // Its failure comes out of the loop below, too.
  feeding.catch(() => {})
  let total = 0
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      total += piece.length
      if (total > RATIO_FROM_BYTES && total > ratio * stream.bytesWritten) {
        throw new FormatError(
          'too-large',
          `The gzip body inflates to more than ${ratio} times its size`,
          stream.bytesWritten,
          ratio,
        )
      }
      yield piece
    }
    await feeding
  } catch (error) {
    throw gzipFault(error, stream.bytesWritten)
  }
}

function gzipFault(error: unknown, offset: number): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (code === 'Z_BUF_ERROR')
    return new FormatError('truncated', `The gzip body ends too early, at byte ${offset}`, offset)
  if (code.startsWith('Z_')) return new FormatError('malformed', `The body is not valid gzip at byte ${offset}`, offset)
  return error
}

/** A whole body that is small by its limit. */
export async function inflateWhole(body: Body, encoding: Encoding, limits: InflateLimits): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of inflate(body, encoding, limits)) pieces.push(piece)
  return pieces.length === 1 ? asBuffer(pieces[0] as Uint8Array) : Buffer.concat(pieces)
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
