import { readFile, stat } from 'node:fs/promises'
import { resolveBySystem } from '../../notify/guarded-address.ts'
import { guardedBytes } from '../../notify/guarded-fetch.ts'
import { OutboundError } from '../../notify/outbound.ts'
import { database } from '../../store/database.ts'
import { allowedHosts } from '../../store/routes/allowed-hosts.ts'
import type { Encoding } from '../ingest/inflate.ts'

const TIMEOUT_MS = 60_000
/** The scores of a day are about 3 MB packed and 10 MB plain. */
const MAX_BYTES = 64 * 1024 * 1024

/** Why a feed could not be fetched, in words for people. */
export class FetchProblem extends Error {}

export interface Fetched {
  /** Null: nothing has changed since. */
  body: { bytes: Buffer; encoding: Encoding } | null
  etag: string | null
}

/** Fetches an address on the public internet, or on a host that an administrator allowed (Settings → Routes). */
export async function fromUrl(url: string, etag: string | null = null): Promise<Fetched> {
  const hosts = new Set((await allowedHosts(database())).map(({ host }) => host))
  const guard = {
    resolve: resolveBySystem,
    allowed: (host: string) => hosts.has(host),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  }
  const headers = { accept: '*/*', ...(etag !== null && { 'if-none-match': etag }) }
  const response = await guardedBytes(guard, { method: 'GET', url, headers }).catch((error: unknown) => {
    throw error instanceof OutboundError ? new FetchProblem(error.message) : error
  })
  if (response.status === 304) return { body: null, etag }
  if (response.status !== 200) throw new FetchProblem(`It answered with HTTP ${response.status}.`)
  return { body: bodyOf(response.bytes), etag: response.headers.etag ?? null }
}

/** Reads a file that something else keeps new, unless its time and size are as before. */
export async function fromFile(path: string, etag: string | null = null): Promise<Fetched> {
  try {
    const { mtimeMs, size } = await stat(path)
    if (size > MAX_BYTES) throw new FetchProblem(`The file is larger than ${MAX_BYTES} bytes.`)
    const now = `${mtimeMs} ${size}`
    return now === etag ? { body: null, etag } : { body: bodyOf(await readFile(path)), etag: now }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw code === undefined ? error : new FetchProblem(`The file cannot be read (${code}).`)
  }
}

/** Packed by gzip or not: the file itself tells, whatever it is called. */
function bodyOf(bytes: Buffer): NonNullable<Fetched['body']> {
  return { bytes, encoding: bytes[0] === 0x1f && bytes[1] === 0x8b ? 'gzip' : 'identity' }
}
