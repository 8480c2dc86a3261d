import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export async function setDisabled(db: Db, userId: string, disabled: boolean): Promise<void> {
  await db.query(sql`
    UPDATE "user" SET updated_at = now(), disabled_at = CASE WHEN ${disabled}::boolean THEN COALESCE(disabled_at, now()) END
    WHERE id = ${userId}`)
}
