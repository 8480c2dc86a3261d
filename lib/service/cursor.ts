import { err, ok, type Result } from '../domain/result.ts'

/** An opaque cursor of the values that a page ended at. */
export function writeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** The values of a cursor, when `isValid` finds them to be what this list writes; any other text is refused. */
export function readCursor<Values extends readonly (string | number)[]>(
  cursor: string,
  isValid: (values: readonly unknown[]) => boolean,
): Result<Values> {
  const values = parsed(cursor)
  if (Array.isArray(values) && isValid(values)) return ok(values as unknown as Values)
  return err('invalid', 'query.cursor: not a cursor of this list. Start again without one.', {
    location: 'query.cursor',
  })
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** True for a positive id as a cursor holds it. */
export function isCursorId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0
}
