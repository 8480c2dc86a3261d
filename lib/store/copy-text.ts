export type CopyValue = string | number | boolean | Date | Buffer | readonly string[] | null

const SPECIAL = /[\\\n\r\t]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const CHUNK_CHARS = 65_536

/** Rows in the text format of COPY, in chunks: Postgres takes in the first while the next are made. @see PostgreSQL, COPY, "Text Format" */
export function* copyText(rows: Iterable<readonly CopyValue[]>): Generator<string> {
  let text = ''
  for (const row of rows) {
    for (let column = 0; column < row.length; column++) {
      if (column > 0) text += '\t'
      text += field(row[column] as CopyValue)
    }
    text += '\n'
    if (text.length < CHUNK_CHARS) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}

function field(value: CopyValue): string | number {
  if (value === null) return '\\N'
  if (typeof value === 'number') return value
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (value instanceof Date) return value.toISOString()
  return Buffer.isBuffer(value) ? `\\\\x${value.toString('hex')}` : escaped(arrayText(value as readonly string[]))
}

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (char) => ESCAPES[char] as string) : text
}

/** An array's input text. @see PostgreSQL, Arrays, "Array Input and Output Syntax" */
function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}
