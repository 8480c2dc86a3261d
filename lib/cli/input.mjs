import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/**
 * A file that can be read again for each attempt. Standard input is put into a temporary file first, because it comes only
 * once.
 */
export async function openInput(file) {
  if (file !== '-') return { ...(await look(file)), close: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-'))
  const close = () => rm(folder, { recursive: true, force: true })
  try {
    const path = join(folder, 'input')
    await pipeline(process.stdin, createWriteStream(path, { mode: 0o600 }))
    return { ...(await look(path)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function look(path) {
  const handle = await open(path)
  try {
    const stat = await handle.stat()
    if (stat.isDirectory()) throw new Error('this is a folder')
    const start = Buffer.alloc(2)
    await handle.read(start, 0, 2, 0)
    const gzipped = start[0] === 0x1f && start[1] === 0x8b
    return { path, bytes: stat.size, gzipped, stream: () => createReadStream(path, { highWaterMark: 256 * 1024 }) }
  } finally {
    await handle.close()
  }
}
