import sql, { type Sql } from 'sql-template-tag'
import type { Db } from '../database.ts'

/**
 * Runs statements as they are, and keeps those with their plans that read one of the big tables from end to end: `big` finds
 * such a line of a plan, where `except` does not take it out before.
 */
export function watched<Inside extends Db>(inside: Inside, big: RegExp, except?: RegExp) {
  const scans: string[] = []
  async function query<Row extends object>(statement: Sql): Promise<Row[]> {
    const plan = await inside.query<{ 'QUERY PLAN': string }>(sql`EXPLAIN ${statement}`)
    const text = plan.map((row) => row['QUERY PLAN']).join('\n')
    if (big.test(except ? text.replace(except, '') : text)) scans.push(`${statement.text}\n${text}`)
    return inside.query<Row>(statement)
  }
  return { db: { ...inside, query }, scans }
}
