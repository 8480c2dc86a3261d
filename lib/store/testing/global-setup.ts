import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../embedded-postgres.ts'
import { migrate } from '../migrate.ts'

/** The migrated database that every test file gets a copy of. */
const TEMPLATE = 'plimsoll_template'

declare module 'vitest' {
  interface ProvidedContext {
    superuserUrl: string
    template: string
  }
}

/** One Postgres a run, or that of TEST_DATABASE_URL (a superuser's), with one migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const dir = given ? null : await mkdtemp(join(tmpdir(), 'plimsoll-test-'))
  const server = dir ? await startEmbeddedPostgres(dir, { tuning: { fsync: 'off', full_page_writes: 'off' } }) : null
  const superuserUrl = given ?? server?.superuserUrl ?? ''
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE}`)
  await client.query(`CREATE DATABASE ${TEMPLATE}`)
  await client.end()
  await migrate(databaseUrl(superuserUrl, TEMPLATE))
  project.provide('superuserUrl', superuserUrl)
  project.provide('template', TEMPLATE)
  return async () => {
    await server?.stop()
    if (dir) await rm(dir, { recursive: true, force: true })
  }
}

export function databaseUrl(superuserUrl: string, name: string): string {
  const url = new URL(superuserUrl)
  url.pathname = `/${name}`
  return url.href
}
