import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import sql from 'sql-template-tag'
import { expect, test, vi } from 'vitest'
import { startHttpStub } from '../../notify/testing/http-stub.ts'
import { database } from '../../store/database.ts'
import { tellRoutes } from './tell.ts'
import { emptyHouse, makeRoute, openIssues, webhookTo } from './testing/route-story.ts'

const startTeller = (): ChildProcess =>
  spawn(process.execPath, [join(import.meta.dirname, 'testing/teller.ts')], { stdio: ['ignore', 'ignore', 'inherit'] })

test('workers that are killed at any moment lose nothing, and what is sent again has the same id', async () => {
  let teller: ChildProcess
  /** Kills the worker once the endpoint has the message and before the worker knows. */
  let killAt = 2
  let requests = 0
  const stub = await startHttpStub(
    () => {
      if (++requests === killAt) teller.kill('SIGKILL')
      return { status: 200 }
    },
    () => ({ status: 429 }),
  )
  await emptyHouse()
  while (await tellRoutes());
  await makeRoute({ settings: webhookTo(stub.url) })
  const issues: number[] = []
  for (let round = 0; round < 3; round++) {
    killAt = requests + 1 + (round % 3)
    teller = startTeller()
    const gone = once(teller, 'exit')
    issues.push(...(await openIssues(4)))
    await gone
    // A minute later.
    await database().query(sql`UPDATE endpoint SET leased_until = now()`)
  }
  killAt = -1
  teller = startTeller()
  const idsOf = () => {
    const sent = stub.requests.map(({ json, headers }) => ({
      thing: (json as { data: { dedupeKey: string } }).data.dedupeKey,
      id: String(headers['webhook-id']),
    }))
    return Map.groupBy(sent, ({ thing }) => thing)
  }
  await vi.waitFor(() => expect(idsOf().size).toBe(issues.length), { timeout: 120_000, interval: 200 })
  teller.kill('SIGKILL')
  await once(teller, 'exit')
  expect([...idsOf().keys()].sort()).toEqual(issues.map((id) => `issue:${id}`).sort())
  for (const [, sent] of idsOf()) expect(new Set(sent.map(({ id }) => id)).size).toBe(1)
  expect(stub.requests.length).toBeGreaterThanOrEqual(issues.length + 3)
  await stub[Symbol.asyncDispose]()
}, 300_000)
