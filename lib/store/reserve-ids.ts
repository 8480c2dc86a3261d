import sql from 'sql-template-tag'
import type { Db } from './database.ts'

/** Ids for as many new rows of a table: known beforehand, so that nothing needs to be read back after a COPY. */
export async function reserveIds(tx: Db, table: 'issue' | 'vulnerability', count: number): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    SELECT nextval(sequence) AS id
    FROM (SELECT pg_get_serial_sequence(${table}, 'id')::regclass AS sequence OFFSET 0) AS of, generate_series(1, ${count}::int)`)
  return rows.map(({ id }) => id)
}
