import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

/** Rows a second of a plain COPY: as many rows of `issue` as there are, up to `limit`, into an empty table with the same indexes. */
export async function copiedPerSecond(url: string, limit: number): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('CREATE TABLE bare_issue (LIKE issue INCLUDING INDEXES INCLUDING GENERATED INCLUDING DEFAULTS)')
    const { rows } = await client.query<{ columns: string }>(
      `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns FROM pg_attribute
       WHERE attrelid = 'issue'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    )
    const columns = rows[0]?.columns
    const data = await buffer(client.query(copyTo(`COPY (SELECT ${columns} FROM issue LIMIT ${limit}) TO STDOUT`)))
    const startedAt = performance.now()
    const stream = client.query(copyFrom(`COPY bare_issue (${columns}) FROM STDIN`))
    stream.end(data)
    await once(stream, 'finish')
    const seconds = (performance.now() - startedAt) / 1000
    const copied = stream.rowCount
    await client.query('DROP TABLE bare_issue')
    return copied / seconds
  } finally {
    await client.end()
  }
}
