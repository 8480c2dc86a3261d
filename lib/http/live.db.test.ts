import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { headersOf, resetWorld } from '../service/testing/world.ts'
import { database } from '../store/database.ts'
import { type ApiServer, startApiServer } from './testing/api-server.ts'

let server: ApiServer
beforeAll(async () => {
  server = await startApiServer()
})
afterAll(() => server.close())
beforeEach(() => resetWorld([]))

/** Opens a stream; `until` reads on until the text has come, `ended` until the server closes it. */
async function open(caller: 'admin' | 'developer') {
  const abort = new AbortController()
  const response = await fetch(`${server.url}/api/v1/live`, { headers: await headersOf(caller), signal: abort.signal })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const until = async (wanted: string) => {
    while (!text.includes(wanted)) {
      const { done, value } = await reader.read()
      if (done) throw new Error(`the stream ended after ${text}`)
      text += value
    }
    return text
  }
  const ended = async () => {
    while (!(await reader.read()).done);
  }
  await until('retry:')
  return { response, until, ended, leave: () => abort.abort() }
}

/** The bus listens some moments after the first stream is open. */
async function listening(): Promise<void> {
  for (;;) {
    const rows = await database().query(sql`SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND query = 'LISTEN plimsoll_sessions' AND state = 'idle'`)
    if (rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const notify = () => database().query(sql`SELECT pg_notify('plimsoll_issues', 'secret')`)

test('tells everybody that issues changed, once for a burst, and never what', async () => {
  const streams = [await open('admin'), await open('developer')]
  await listening()
  for (let nth = 0; nth < 30; nth++) await notify()
  for (const stream of streams) {
    const text = await stream.until('event: issues')
    expect(text.match(/event: issues/g)).toHaveLength(1)
    expect(text).not.toContain('secret')
    expect(stream.response.headers.get('x-accel-buffering')).toBe('no')
    expect(stream.response.headers.get('cache-control')).toContain('no-transform')
    stream.leave()
  }
})

test('ends with the session', async () => {
  const stream = await open('developer')
  const other = await open('admin')
  await listening()
  const headers = await headersOf('admin')
  await fetch(`${server.url}/api/v1/users/user-developer/sessions`, { method: 'DELETE', headers })
  await stream.ended()
  await notify()
  await other.until('event: issues')
  other.leave()
})

test('listens again after the connection was cut, and tells that something may have been missed', async () => {
  const stream = await open('admin')
  await listening()
  await database().query(sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query = 'LISTEN plimsoll_sessions'`)
  await stream.until('event: issues')
  await listening()
  stream.leave()
})

test('lets go of the connection when nobody listens', async () => {
  const stream = await open('admin')
  await listening()
  stream.leave()
  await expect
    .poll(() =>
      database().query(sql`SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND query = 'LISTEN plimsoll_sessions'`),
    )
    .toEqual([])
})
