import type { PoolClient } from 'pg'
import sql, { raw } from 'sql-template-tag'
import type { Database } from './database.ts'

const RECONNECT_MS = 1_000

/**
 * Calls `heard` for each notification on these channels, and once after every (re)connection, because what was said in
 * between is lost. Holds one connection of the pool until the function that it returns is called.
 */
export function listen(database: Database, channels: readonly string[], heard: (payload: string) => void): () => void {
  let client: PoolClient | undefined
  let stopped = false
  let again: NodeJS.Timeout | undefined

  const drop = (broken: PoolClient | undefined) => {
    if (!broken || client !== broken) return
    client = undefined
    broken.removeAllListeners('notification')
    broken.release(true)
  }
  const connect = async () => {
    let opened: PoolClient | undefined
    try {
      opened = await database.pool.connect()
      const current = opened
      client = current
      const lost = () => {
        if (client !== current) return
        drop(current)
        if (!stopped) again = setTimeout(connect, RECONNECT_MS)
      }
      current.on('error', lost)
      current.on('end', lost)
      current.on('notification', ({ payload }) => heard(payload ?? ''))
      for (const channel of channels) await current.query(sql`LISTEN ${raw(channel)}`.text)
      if (stopped) drop(current)
      else heard('')
    } catch {
      // The database is away: the work itself tells that; here it is enough to come back.
      drop(opened)
      if (!stopped) again = setTimeout(connect, RECONNECT_MS)
    }
  }
  void connect()
  return () => {
    stopped = true
    clearTimeout(again)
    drop(client)
  }
}
