type Kind = 'string' | 'number'

/** The opaque cursor of a page: the values of the list's sort keys in its last row. */
export function encodeCursor(values: (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** The values, or null when this is not a cursor with values of these kinds. Numbers are integers. */
export function decodeCursor(cursor: string, kinds: readonly Kind[]): (string | number)[] | null {
  let values: unknown
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return null
  }
  if (!Array.isArray(values) || values.length !== kinds.length) return null
  return values.every((value, at) => isOfKind(value, kinds[at])) ? values : null
}

function isOfKind(value: unknown, kind: Kind | undefined): boolean {
  if (kind === 'number') return Number.isSafeInteger(value)
  return typeof value === 'string' && !value.includes('\0')
}
