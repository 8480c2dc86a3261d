import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/** Open issues, counted one by one: the preview says how many of them it looked at. */
export async function countOpen(db: Db): Promise<number> {
  const [row] = await db.query<{ open: number }>(sql`SELECT count(*) AS open FROM issue WHERE status = 'open'`)
  return row?.open ?? 0
}

/** Ids of open issues: the riskiest ones, and of all others every nth by its number. Null is all. */
export async function sampleOpen(db: Db, sample: { riskiest: number; everyNth: number } | null): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    sample === null
      ? sql`SELECT id FROM issue WHERE status = 'open'`
      : sql`
        (SELECT top.id FROM generate_series(0, 4) AS severity CROSS JOIN LATERAL (
            SELECT id, risk FROM issue WHERE status = 'open' AND issue.severity = severity.severity
            ORDER BY risk DESC, id DESC LIMIT ${sample.riskiest}) top
          ORDER BY top.risk DESC, top.id DESC LIMIT ${sample.riskiest})
        UNION SELECT id FROM issue WHERE status = 'open' AND id % ${sample.everyNth} = 0`,
  )
  return rows.map(({ id }) => id)
}
