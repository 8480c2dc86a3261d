import { config } from '../config.ts'
import { log } from '../observe/log.ts'
import { isConnectionError } from './connection-error.ts'
import { createPool, type Db, database, on } from './database.ts'

/** A replica that did not answer is left alone for so long. */
const REST_MS = 10_000
const CONNECT_MS = 2_000
/** A standby ends statements that keep it from replaying what its primary wrote. */
const RECOVERY_CONFLICT = '40001'

let shared: Db | undefined

/**
 * Where lists, facets and exports are read: the replica of DATABASE_REPLICA_URL, else the primary. What it tells may be as
 * old as the replica lags. Whatever decides or is changed afterwards is read from `database()`.
 */
export function readDatabase(): Db {
  if (config.databaseReplicaUrl === null) return database()
  shared ??= createReplica(config.databaseReplicaUrl)
  return shared
}

/** Reads from the replica; while that is away the primary answers. */
function createReplica(url: string): Db {
  const replica = on(
    createPool(url, config.databasePoolSize, { connectionTimeoutMillis: CONNECT_MS, allowExitOnIdle: true }),
  )
  let restsUntil = 0
  return {
    async query(statement) {
      if (Date.now() < restsUntil) return database().query(statement)
      try {
        return await replica.query(statement)
      } catch (error) {
        if (!isAway(error)) throw error
        restsUntil = Date.now() + REST_MS
        log.warn({ err: error, restMs: REST_MS }, 'the read replica does not answer; the primary is read instead')
        return database().query(statement)
      }
    },
  }
}

function isAway(error: unknown): boolean {
  return isConnectionError(error) || (error instanceof Error && (error as { code?: string }).code === RECOVERY_CONFLICT)
}
