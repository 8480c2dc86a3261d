import { close, fdatasync, mkdirSync, openSync, readdirSync, statSync, writeSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { log } from '../../observe/log.ts'
import { spoolBytes } from '../../observe/metrics.ts'
import type { DecisionRecord } from '../../store/admission/insert-decisions.ts'

const SUFFIX = '.ndjson'
/** How long a line may wait for its fsync: what a power cut could take. A killed process loses nothing. */
const SYNC_MS = 50

export interface Segment {
  name: string
  records: DecisionRecord[]
}

/**
 * Decisions on their way to the database: one JSON line each, written before the answer is given. Lines go into one segment;
 * `seal` ends it, and what is sealed can be read and removed. One process owns the folder.
 */
export class Spool {
  readonly #dir: string
  readonly #limit: number
  #fd: number | null = null
  #name = ''
  #next: number
  #openBytes = 0
  #bytes = 0
  /** Sealed segments, oldest first, with their sizes. */
  readonly #sealed = new Map<string, number>()
  #sync: NodeJS.Timeout | null = null

  constructor(dir: string, limitBytes: number) {
    this.#dir = dir
    this.#limit = limitBytes
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    const left = readdirSync(dir)
      .filter((name) => name.endsWith(SUFFIX))
      .sort()
    for (const name of left) this.#sealed.set(name, statSync(join(dir, name)).size)
    this.#next = Number.parseInt(left.at(-1) ?? '0', 10) + 1
    this.#count([...this.#sealed.values()].reduce((sum, size) => sum + size, 0))
  }

  /** Bytes that the open segment holds. */
  get openBytes(): number {
    return this.#openBytes
  }

  get sealedSegments(): number {
    return this.#sealed.size
  }

  /** False when the spool is full or the disk does not take the line: then nobody will know of this decision. */
  write(record: DecisionRecord): boolean {
    const line = Buffer.from(`${JSON.stringify(record)}\n`)
    if (this.#bytes + line.length > this.#limit) return false
    try {
      this.#fd ??= this.#open()
      const written = writeSync(this.#fd, line)
      this.#openBytes += written
      this.#count(written)
      // On a full disk a part of the line may be there; a reader skips it.
      if (written < line.length) throw new Error(`only ${written} of ${line.length} bytes were written`)
    } catch (error) {
      log.error({ err: error }, 'the spool cannot be written')
      this.seal()
      return false
    }
    this.#sync ??= setTimeout(() => this.#syncOpen(), SYNC_MS)
    return true
  }

  /** Ends the open segment, so that it can be read. */
  seal(): void {
    const fd = this.#fd
    if (fd === null) return
    if (this.#sync) clearTimeout(this.#sync)
    this.#sync = null
    fdatasync(fd, (failed) => {
      if (failed) log.error({ err: failed }, 'the spool cannot be synced')
      close(fd)
    })
    this.#sealed.set(this.#name, this.#openBytes)
    this.#fd = null
    this.#openBytes = 0
  }

  /** The oldest sealed segment, null when there is none. */
  async oldest(): Promise<Segment | null> {
    const name = this.#sealed.keys().next().value
    if (name === undefined) return null
    return { name, records: recordsOf(name, await readFile(join(this.#dir, name), 'utf8')) }
  }

  /** Forgets a segment whose decisions the database has. */
  async remove(name: string): Promise<void> {
    await rm(join(this.#dir, name), { force: true })
    this.#count(-(this.#sealed.get(name) ?? 0))
    this.#sealed.delete(name)
  }

  #open(): number {
    this.#name = `${String(this.#next++).padStart(12, '0')}${SUFFIX}`
    return openSync(join(this.#dir, this.#name), 'ax', 0o600)
  }

  #syncOpen(): void {
    this.#sync = null
    if (this.#fd === null) return
    fdatasync(this.#fd, (failed) => {
      if (failed) log.error({ err: failed }, 'the spool cannot be synced')
    })
  }

  #count(bytes: number): void {
    this.#bytes += bytes
    spoolBytes.set(this.#bytes)
  }
}

/** The lines of a segment. A kill or a full disk can tear the last one: its request was never answered as recorded. */
function recordsOf(name: string, text: string): DecisionRecord[] {
  return text.split('\n').flatMap((line) => {
    if (line === '') return []
    try {
      return [JSON.parse(line) as DecisionRecord]
    } catch {
      log.warn({ segment: name, bytes: line.length }, 'a torn line of the spool is left out')
      return []
    }
  })
}
