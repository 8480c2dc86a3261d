import sql from 'sql-template-tag'
import { headersOf } from '../lib/service/testing/world.ts'
import { database } from '../lib/store/database.ts'

/** Signs an administrator in on the database of the configuration, and gives the session's cookie. */
export async function sessionCookie(): Promise<string> {
  await database().query(sql`
    INSERT INTO "user" (id, name, email, role) VALUES ('user-admin', 'Bench', 'bench@example.com', 'admin')
    ON CONFLICT DO NOTHING`)
  await database().query(sql`
    INSERT INTO session (id, token, user_id, expires_at)
    VALUES ('first-admin', 'token-of-first-admin', 'user-admin', now() + interval '1 day')
    ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at`)
  const { cookie } = await headersOf('admin')
  if (!cookie) throw new Error('no session cookie was made')
  return cookie
}
