import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Stack } from './stack.ts'

/** Does something to the running stack's own database, for what no API can bring about. */
export async function inDatabase({ dataDir }: Stack, change: (database: pg.Client) => Promise<unknown>): Promise<void> {
  const folder = join(dataDir, 'postgres')
  const passwords = JSON.parse(await readFile(join(folder, 'postgres-passwords.json'), 'utf8'))
  const port = Number((await readFile(join(folder, 'data/postmaster.pid'), 'utf8')).split('\n')[3])
  const database = new pg.Client({
    connectionString: `postgres://plimsoll:${passwords.app}@127.0.0.1:${port}/plimsoll`,
  })
  await database.connect()
  try {
    await change(database)
  } finally {
    await database.end()
  }
}
