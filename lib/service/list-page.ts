import { err, ok, type Result } from '../domain/result.ts'
import { decodeCursor, encodeCursor } from '../store/cursor.ts'

type Kind = 'string' | 'number'
type Values<Kinds extends readonly Kind[]> = { [At in keyof Kinds]: Kinds[At] extends 'number' ? number : string }

/**
 * Where a list goes on after its page before; null begins it. `keyOf` makes the key of that page's last row out of the values
 * of a cursor, or null where these are none of this list.
 */
export function keyOfCursor<const Kinds extends readonly Kind[], Key>(
  cursor: string | undefined,
  kinds: Kinds,
  keyOf: (...values: Values<Kinds>) => Key | null,
): Result<Key | null> {
  if (cursor === undefined) return ok(null)
  const values = decodeCursor(cursor, kinds) as Values<Kinds> | null
  const key = values && keyOf(...values)
  if (key !== null) return ok(key)
  return err('invalid', 'query.cursor: not a cursor of this list. Start again without one.', {
    location: 'query.cursor',
  })
}

/** A page out of what was found with a limit one higher: that there is one more tells that the list goes on. */
export function pageOfFound<Row>(
  found: readonly Row[],
  limit: number,
  valuesOf: (last: Row) => (string | number)[],
): { rows: Row[]; nextCursor: string | null } {
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { rows, nextCursor: last ? encodeCursor(valuesOf(last)) : null }
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/

/** Whether the value of a cursor is a time as lists are sorted by it: ISO 8601, UTC, to the microsecond. */
export function isMoment(text: string): boolean {
  return MOMENT.test(text) && !Number.isNaN(Date.parse(text))
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/** The words of a filter, each of which a row must hold. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean).slice(0, 10)
}
