import { asArray, asObject, member } from './json-access.ts'
import type { JsonRecord } from './json-slicer.ts'
import { parseJson } from './json-text.ts'
import type { ReportFormat } from './report-format.ts'

const MAX_KEPT = 1000
/** Of all of them together. */
const MAX_KEPT_BYTES = 4 * 1024 * 1024

/** The records that a format wants to see in the outline too, because they say what was scanned. */
export class KeptRecords {
  readonly #words: ReadonlyMap<string, readonly string[]>
  readonly #found = new Map<string, unknown[]>()
  #room = MAX_KEPT_BYTES
  /** The paths at which there are any. */
  readonly only: ReadonlySet<string>

  constructor(kept: NonNullable<ReportFormat['kept']>) {
    this.#words = new Map(Object.entries(kept))
    this.only = new Set(this.#words.keys())
  }

  readonly onRecord = ({ pattern, bytes, offset }: JsonRecord): void => {
    const found = this.#found.get(pattern) ?? []
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (found.length === MAX_KEPT || text.length > this.#room) return
    if (!this.#words.get(pattern)?.some((word) => text.includes(word))) return
    this.#room -= text.length
    found.push(parseJson(bytes, (position) => offset + position))
    this.#found.set(pattern, found)
  }

  /** The outline with them, after what already stands in its lists. */
  into(outline: unknown): unknown {
    const root = asObject(outline)
    if (root === null) return outline
    const lists = [...this.#found].map(([pattern, found]) => {
      const name = pattern.slice(0, -'.*'.length)
      return [name, [...asArray(member(root, name)), ...found]]
    })
    return { ...root, ...Object.fromEntries(lists) }
  }
}
