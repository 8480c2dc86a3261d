import * as z from 'zod'
import { cleanText } from '../domain/clean-text.ts'

/** Query of every paged list: an opaque cursor from the page before, and how many rows. */
export const PageQuery = z.object({
  cursor: z.string().max(400).optional().meta({ description: 'nextCursor of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** A page of rows. `nextCursor` is null on the last page. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), nextCursor: z.string().nullable() })
}

/** A count that may have stopped at a bound: `{ value: 10000, bounded: true }` reads "10,000+". */
export const Count = z.object({ value: z.int(), bounded: z.boolean() })

/** Text to look for. What Postgres cannot hold is replaced, as it was in what is looked through. */
export function filterText(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .transform((text) => cleanText(text, maxLength))
}

/** ISO 8601 date and time, UTC. */
export const Timestamp = z.iso.datetime({ offset: true })
