import { CsvError, parse } from 'csv-parse/sync'
import { FormatError } from './format-error.ts'
import type { JsonLimits } from './json-limits.ts'
import type { TextKind, TextStage } from './json-stage.ts'

/** A table that is read, and what it is as JSON: an object with its rows in a list. */
interface CsvTable {
  begins: RegExp
  list: string
  /** Members beside the list, out of the comment that may stand before the names of the columns. */
  members(comment: string): Readonly<Record<string, string | null>>
}

const TABLES: readonly CsvTable[] = [
  { begins: /^"?cveID"?,/, list: 'vulnerabilities', members: () => ({}) },
  {
    begins: /^(?:#model_version:|cve,epss,percentile\s)/,
    list: 'data',
    members: (comment) => ({
      model_version: /model_version:([^,\s]+)/.exec(comment)?.[1] ?? null,
      score_date: /score_date:([^,\s]+)/.exec(comment)?.[1] ?? null,
    }),
  },
]

const tableOf = (start: string) => TABLES.find(({ begins }) => begins.test(start))

/** Tables of which the first line says that they are read. @see RFC 4180 */
export const csvText: TextKind = {
  begins: (start) => tableOf(start) !== undefined,
  open: (limits) => new CsvStage(limits),
}

const QUOTE = 0x22
const NEWLINE = 0x0a
const NOTHING = new Uint8Array(0)

/**
 * Turns a table into JSON, each row into an object by the names of the columns. What came is parsed up to the last line break
 * that is not within quotes: there as many quotes lie behind as are even.
 */
class CsvStage implements TextStage {
  readonly #limits: JsonLimits
  #held: Uint8Array[] = []
  #heldBytes = 0
  #quoted = false
  #table: CsvTable | null = null
  #columns: readonly string[] | null = null
  #rows = 0

  constructor(limits: JsonLimits) {
    this.#limits = limits
  }

  write(text: Uint8Array): Uint8Array {
    const end = this.#lastLineEnd(text)
    if (end === 0) {
      this.#hold(text)
      return NOTHING
    }
    this.#held.push(text.subarray(0, end))
    const whole = Buffer.concat(this.#held.splice(0))
    this.#heldBytes = 0
    this.#hold(text.subarray(end))
    return this.#json(whole)
  }

  end(): Uint8Array {
    if (this.#quoted) throw new FormatError('truncated', 'The CSV ends too early, within quotes')
    const rest = this.#json(Buffer.concat(this.#held))
    if (this.#columns === null) throw new FormatError('truncated', 'The CSV ends before it names its columns')
    return Buffer.concat([rest, Buffer.from(']}')])
  }

  /** After the last line break outside of quotes, 0 when there is none. */
  #lastLineEnd(text: Uint8Array): number {
    let end = 0
    for (let at = 0; at < text.length; at++) {
      const byte = text[at]
      if (byte === QUOTE) this.#quoted = !this.#quoted
      else if (byte === NEWLINE && !this.#quoted) end = at + 1
    }
    return end
  }

  #hold(text: Uint8Array): void {
    const limit = this.#limits.recordBytes
    this.#heldBytes += text.length
    if (this.#heldBytes > limit)
      throw new FormatError('too-large', `One row is larger than ${limit} bytes`, null, limit)
    this.#held.push(text)
  }

  #json(bytes: Buffer): Uint8Array {
    let text = bytes.toString('utf8')
    let json = ''
    if (this.#table === null) {
      this.#table = tableOf(text) ?? null
      if (this.#table === null) return NOTHING
      const comment = /^#[^\n]*\n?/.exec(text)?.[0] ?? ''
      text = text.slice(comment.length)
      const members = JSON.stringify(this.#table.members(comment)).slice(1, -1)
      json = `{${members}${members && ','}${JSON.stringify(this.#table.list)}:[`
    }
    for (const row of rowsIn(text)) json += this.#element(row)
    return Buffer.from(json)
  }

  #element(row: readonly string[]): string {
    if (this.#columns === null) {
      this.#columns = row
      return ''
    }
    this.#rows++
    if (row.length !== this.#columns.length) {
      const fault = `Row ${this.#rows} of the CSV has ${row.length} columns and not ${this.#columns.length}`
      throw new FormatError('malformed', fault)
    }
    const named = Object.fromEntries(this.#columns.map((name, column) => [name, row[column]]))
    return `${this.#rows > 1 ? ',' : ''}${JSON.stringify(named)}`
  }
}

function rowsIn(text: string): string[][] {
  try {
    return parse(text, { skipEmptyLines: true, relaxColumnCount: true })
  } catch (error) {
    if (error instanceof CsvError) throw new FormatError('malformed', `The CSV cannot be read: ${error.message}`)
    throw error
  }
}
