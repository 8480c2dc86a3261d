import { pipeline } from 'node:stream/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Sql } from 'sql-template-tag'
import { config } from '../config.ts'
import { type CopyValue, copyText } from './copy-text.ts'
import { PrismaClient } from './prisma/client.ts'

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day)

/** Runs statements: the pool, or one transaction's connection. Store functions take it as their first argument. */
export interface Db {
  query<Row extends object>(statement: Sql): Promise<Row[]>
}

/** One transaction. */
export interface Tx extends Db {
  /** Writes new rows by COPY, the fastest way in; `into` names the table and its columns. */
  copy(into: Sql, rows: Iterable<readonly CopyValue[]>): Promise<void>
}

export interface Database extends Db {
  /** Runs `work` in one transaction; rolls back when it throws. */
  transaction<Value>(work: (tx: Tx) => Promise<Value>): Promise<Value>
  /** For sign-in and plain lists; everything else is a statement of its own. */
  prisma: PrismaClient
  pool: pg.Pool
  close(): Promise<void>
}

export function on(client: pg.Pool | pg.PoolClient): Db {
  return {
    query: async (statement) => (await client.query(statement.text, statement.values)).rows,
  }
}

function inTransaction(client: pg.PoolClient): Tx {
  return {
    ...on(client),
    copy: (into, rows) => pipeline(copyText(rows), client.query(copyFrom(`COPY ${into.text} FROM STDIN`))),
  }
}

export function createPool(url: string, maxConnections: number, settings: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    application_name: 'plimsoll',
    // Compiling takes longer than any of our statements, and many short statements are all that we send.
    options: '-c jit=off',
    ...settings,
  })
  // An idle connection that breaks (Postgres restarted) is dropped by the pool; the next query opens a new one.
  pool.on('error', () => {})
  // One that breaks between two statements of a transaction fails the next statement, not the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

export function createDatabase(url: string, maxConnections: number): Database {
  const pool = createPool(url, maxConnections)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    ...on(pool),
    pool,
    prisma,
    async transaction(work) {
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        const value = await work(inTransaction(client))
        await client.query('COMMIT')
        client.release()
        return value
      } catch (error) {
        const rolledBack = await client.query('ROLLBACK').then(
          () => true,
          () => false,
        )
        client.release(!rolledBack)
        throw error
      }
    },
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

let shared: Database | undefined

/** The process's own database, opened at first use from the configuration. */
export function database(): Database {
  shared ??= createDatabase(config.databaseUrl, config.databasePoolSize)
  return shared
}
