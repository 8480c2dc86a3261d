import sql, { type Sql } from 'sql-template-tag'
import type { Db } from '../database.ts'

/** What issues are about, in the order in which a reassessment takes them. */
export const SUBJECT_KINDS = ['images', 'workloads', 'repositories', 'clusters'] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

const TABLES: Record<SubjectKind, Sql> = {
  images: sql`image`,
  workloads: sql`workload`,
  repositories: sql`repository`,
  clusters: sql`cluster`,
}

export async function countSubjects(tx: Db): Promise<number> {
  const [row] = await tx.query<{ total: number }>(sql`
    SELECT (SELECT count(*) FROM image) + (SELECT count(*) FROM workload) + (SELECT count(*) FROM repository)
      + (SELECT count(*) FROM cluster) AS total`)
  return row!.total
}

/** The next ids after one, ascending. */
export async function nextSubjects(tx: Db, kind: SubjectKind, after: number, limit: number): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(
    sql`SELECT id FROM ${TABLES[kind]} WHERE id > ${after} ORDER BY id LIMIT ${limit}`,
  )
  return rows.map(({ id }) => id)
}
