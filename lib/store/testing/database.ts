import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'

import { databaseUrl } from './global-setup.ts'

/**
 * Runs before each `*.db.test.ts` file: a database of its own, a copy of the migrated template, to which `database()` then
 * leads. It is dropped after the file.
 */
const superuserUrl = inject('superuserUrl')
const name = `test_${randomBytes(6).toString('hex')}`
await asSuperuser(`CREATE DATABASE ${name} TEMPLATE ${inject('template')}`)
process.env.DATABASE_URL = databaseUrl(superuserUrl, name)
process.env.AUTH_SECRET = 'a secret for tests that is long enough to be taken'
process.env.LOG_LEVEL ??= 'silent'

afterAll(async () => {
  await (await import('../database.ts')).database().close()
  await asSuperuser(`DROP DATABASE ${name} WITH (FORCE)`)
})

async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}
