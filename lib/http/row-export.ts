import { csvLine } from './csv.ts'

/** The columns of the CSV by their names, each with its cell of a row. */
export type Columns<Row> = Record<string, (row: Row) => string | number | boolean | null>

export interface RowExport<Row> {
  /** Of the file, without its ending. */
  name: string
  columns: Columns<Row>
  batches: AsyncIterable<Row[]>
  format: 'csv' | 'json'
}

/** Streams the batches as CSV or as one JSON array; the next batch is asked for when the last one was sent. */
export function rowExport<Row>({ name, columns, batches, format }: RowExport<Row>): Response {
  const text = format === 'csv' ? csvOf(columns, batches) : jsonOf(batches)
  const encoder = new TextEncoder()
  const body = new ReadableStream({
    async pull(controller) {
      const { done, value } = await text.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await text.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json',
      'content-disposition': `attachment; filename="${name}.${format}"`,
    },
  })
}

async function* csvOf<Row>(columns: Columns<Row>, batches: AsyncIterable<Row[]>): AsyncGenerator<string, void> {
  yield csvLine(Object.keys(columns))
  const cells = Object.values(columns)
  for await (const rows of batches) yield rows.map((row) => csvLine(cells.map((cell) => cell(row)))).join('')
}

async function* jsonOf(batches: AsyncIterable<unknown[]>): AsyncGenerator<string, void> {
  let before = '['
  for await (const rows of batches) {
    if (rows.length === 0) continue
    yield before + rows.map((row) => JSON.stringify(row)).join(',\n')
    before = ',\n'
  }
  yield before === '[' ? '[]\n' : ']\n'
}
