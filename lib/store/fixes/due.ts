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
    SELECT DISTINCT 'based', v.image_id FROM image b JOIN image_version v
      ON regexp_replace(v.base_reference, ':[^/:]*$', '') = b.repository AND v.base_reference IS NOT NULL
    WHERE b.id = ${imageId} AND v.image_id <> b.id`)
}

/** `onlyBase`: nothing of the image itself changed, only what is known of its base. */
export type TakenSubject = DueSubject & { onlyBase: boolean }

/** Takes the oldest subjects that are due, each with all its marks; they are due again when this transaction fails. */
export function takeDueSubjects(tx: Db, limit: number): Promise<TakenSubject[]> {
  return tx.query(sql`
    WITH oldest AS (
      SELECT DISTINCT k.kind, d.subject_id
      FROM (SELECT kind, subject_id FROM (SELECT * FROM fix_due WHERE kind <> 'fix' ORDER BY id LIMIT ${10 * limit}) m
        GROUP BY 1, 2 ORDER BY min(id) LIMIT ${limit}) d
      CROSS JOIN LATERAL unnest(CASE WHEN d.kind IN ('image', 'based') THEN '{image,based}'::text[] ELSE ARRAY[d.kind] END) AS k (kind)
    ), taken AS (
      DELETE FROM fix_due d USING oldest o WHERE d.kind = o.kind AND d.subject_id = o.subject_id RETURNING d.kind, d.subject_id AS id
    )
    SELECT CASE kind WHEN 'based' THEN 'image' ELSE kind END AS kind, id, bool_and(kind = 'based') AS "onlyBase"
    FROM taken GROUP BY 1, 2 ORDER BY 1, 2`)
}

/** The same of fixes; of those only that were marked so long ago: one on a base with many images is best counted once for all. */
export async function takeDueFixes(tx: Db, limit: number, ageMs: number): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    WITH oldest AS (
      SELECT subject_id FROM (SELECT * FROM fix_due WHERE kind = 'fix' AND marked_at <= now() - ${ageMs} * interval '1 millisecond'
        ORDER BY id LIMIT ${10 * limit}) m GROUP BY 1 ORDER BY min(id) LIMIT ${limit}
    ), taken AS (
      DELETE FROM fix_due d USING oldest o WHERE d.kind = 'fix' AND d.subject_id = o.subject_id RETURNING d.subject_id AS id
    )
    SELECT DISTINCT id FROM taken ORDER BY id`)
  return rows.map(({ id }) => id)
}
