import sql from 'sql-template-tag'
import type { FixSubject } from '../../domain/fix/words.ts'
import type { Db } from '../database.ts'

export interface DueSubject {
  kind: FixSubject
  id: number
}

/** Marks what the fixes of these subjects rest on as changed, in the transaction that changes it. */
export async function markSubjectsDue(tx: Db, subjects: readonly DueSubject[]): Promise<void> {
  if (subjects.length === 0) return
  await tx.query(sql`
    INSERT INTO fix_due (kind, subject_id)
    SELECT * FROM unnest(${subjects.map(({ kind }) => kind)}::text[], ${subjects.map(({ id }) => id)}::bigint[])`)
}

export async function markFixesDue(tx: Db, fixIds: readonly number[]): Promise<void> {
  if (fixIds.length === 0) return
  await tx.query(
    sql`INSERT INTO fix_due (kind, subject_id) SELECT 'fix', id FROM unnest(${fixIds}::bigint[]) AS f (id)`,
  )
}

/** Images that are built on versions of this one: what is clean of it may have changed for them. */
export async function markDependentsDue(tx: Db, imageId: number): Promise<void> {
  await tx.query(sql`
    INSERT INTO fix_due (kind, subject_id)
    SELECT DISTINCT 'image', v.image_id FROM image b JOIN image_version v
      ON regexp_replace(v.base_reference, ':[^/:]*$', '') = b.repository AND v.base_reference IS NOT NULL
    WHERE b.id = ${imageId} AND v.image_id <> b.id`)
}

/** Takes the oldest subjects that are due, each with all its marks; they are due again when this transaction fails. */
export function takeDueSubjects(tx: Db, limit: number): Promise<DueSubject[]> {
  return tx.query(sql`
    WITH oldest AS (
      SELECT DISTINCT kind, subject_id FROM (SELECT kind, subject_id FROM fix_due WHERE kind <> 'fix' ORDER BY id LIMIT ${limit}) d
    ), taken AS (
      DELETE FROM fix_due d USING oldest o WHERE d.kind = o.kind AND d.subject_id = o.subject_id RETURNING d.kind, d.subject_id AS id
    )
    SELECT DISTINCT kind, id FROM taken ORDER BY kind, id`)
}

export async function takeDueFixes(tx: Db, limit: number): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    WITH oldest AS (
      SELECT DISTINCT subject_id FROM (SELECT subject_id FROM fix_due WHERE kind = 'fix' ORDER BY id LIMIT ${limit}) d
    ), taken AS (
      DELETE FROM fix_due d USING oldest o WHERE d.kind = 'fix' AND d.subject_id = o.subject_id RETURNING d.subject_id AS id
    )
    SELECT DISTINCT id FROM taken ORDER BY id`)
  return rows.map(({ id }) => id)
}

/** Marks everything that has or had an issue in a fix, or has one open. */
export async function markAllDue(tx: Db): Promise<void> {
  await tx.query(sql`
    INSERT INTO fix_due (kind, subject_id)
    SELECT DISTINCT CASE WHEN workload_id IS NOT NULL THEN 'workload' WHEN image_id IS NOT NULL THEN 'image'
      WHEN repository_id IS NOT NULL THEN 'repository' ELSE 'cluster' END, COALESCE(workload_id, image_id, repository_id, cluster_id)
    FROM issue i WHERE status = 'open' OR EXISTS (SELECT FROM fix_issue f WHERE f.issue_id = i.id AND f.fixed_at IS NULL)`)
  await tx.query(sql`INSERT INTO fix_due (kind, subject_id) SELECT 'fix', id FROM fix WHERE ended_at IS NULL`)
}
