import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Throws away all that was counted; the reader of the log begins at the beginning. */
export async function forgetMetrics(tx: Db, consumer: string): Promise<void> {
  await tx.query(sql`TRUNCATE metric_fact, metric_cell`)
  await tx.query(sql`DELETE FROM state_log_reader WHERE consumer = ${consumer}`)
}
