import sql from 'sql-template-tag'
import type { Role } from '../../domain/actor.ts'
import type { Db } from '../database.ts'

export async function setRole(db: Db, userId: string, role: Role): Promise<void> {
  await db.query(sql`UPDATE "user" SET role = ${role}, updated_at = now() WHERE id = ${userId} AND role <> ${role}`)
}
