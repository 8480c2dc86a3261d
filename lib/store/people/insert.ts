import sql from 'sql-template-tag'
import type { Role } from '../../domain/actor.ts'
import type { Db } from '../database.ts'

export interface NewPerson {
  id: string
  name: string
  /** Lower-case. */
  email: string
  role: Role
  passwordHash: string
}

/** Makes an account that signs in by password; false when the address has one already. */
export async function insertPerson(db: Db, person: NewPerson): Promise<boolean> {
  const rows = await db.query(sql`
    WITH person AS (
      INSERT INTO "user" (id, name, email, email_verified, role)
      VALUES (${person.id}, ${person.name}, ${person.email}, true, ${person.role})
      ON CONFLICT (email) DO NOTHING RETURNING id
    )
    INSERT INTO account (id, account_id, provider_id, user_id, password)
    SELECT gen_random_uuid()::text, id, 'credential', id, ${person.passwordHash} FROM person RETURNING id`)
  return rows.length === 1
}
