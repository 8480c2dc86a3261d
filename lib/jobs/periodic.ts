import sql from 'sql-template-tag'
import type { Database } from '../store/database.ts'
import { Loop } from './loop.ts'

/** First key of the advisory locks on periodic jobs. */
const PERIODIC_LOCKS = 7402

/** A job that runs every so often, in one worker at a time however many there are. */
export function periodic(database: Database, name: string, everyMs: number, run: () => Promise<unknown>): Loop {
  return new Loop(name, everyMs, async () => {
    await database.transaction(async (lock) => {
      const [row] = await lock.query<{ mine: boolean }>(
        sql`SELECT pg_try_advisory_xact_lock(${PERIODIC_LOCKS}, hashtext(${name})) AS mine`,
      )
      if (row?.mine) await run()
    })
    return 'idle'
  })
}
