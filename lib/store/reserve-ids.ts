import sql from 'sql-template-tag'
import type { Db } from './database.ts'

/** The first of as many consecutive ids for new rows of a table: known beforehand, so that nothing is read back after a COPY. */
export async function reserveIds(
  tx: Db,
  table: 'issue' | 'package_version' | 'vulnerability',
  count: number,
): Promise<number> {
  const [row] = await tx.query<{ first: number; last: number }>(sql`
    SELECT min(id) AS first, max(id) AS last FROM (
      SELECT nextval(sequence) AS id
      FROM (SELECT pg_get_serial_sequence(${table}, 'id')::regclass AS sequence OFFSET 0) AS of, generate_series(1, ${count}::int)
    ) AS ids`)
  const { first, last } = row!
  // Whoever else takes ids of the same table at this moment leaves gaps; then others are taken.
  return last - first + 1 === count ? first : reserveIds(tx, table, count)
}
