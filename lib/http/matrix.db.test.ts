import { afterAll, beforeAll, expect, test } from 'vitest'
import { operations } from '../contract/operations.ts'
import { resetWorld } from '../service/testing/world.ts'
import { call } from './testing/api-case.ts'
import { type ApiServer, startApiServer } from './testing/api-server.ts'
import { COLUMNS, matrix } from './testing/matrix.ts'
import { seeds } from './testing/registry.ts'

let server: ApiServer
beforeAll(async () => {
  server = await startApiServer()
})
afterAll(() => server.close())

test('has every operation', () => {
  const listed = new Set(matrix.map((row) => row.operation))
  expect(operations.map(({ id }) => id).filter((id) => !listed.has(id))).toEqual([])
  const known = new Set(operations.map(({ id }) => id))
  expect([...listed].filter((id) => !known.has(id))).toEqual([])
})

test('has rows for own and other team’s things, for every operation on one thing that is allowed to people of a team only', () => {
  const partial = operations.filter((operation) => operation.auth !== 'public' && operation.path.includes('{'))
  const missing = partial.filter(({ id }) => {
    const targets = new Set(matrix.filter((row) => row.operation === id).map((row) => row.target))
    return !targets.has('-') && !(targets.has('own') && targets.has('other'))
  })
  expect(missing.map(({ id }) => id)).toEqual([])
})

test.each(matrix)('$operation on $target', async ({ operation: id, expect: statuses, send }) => {
  const operation = operations.find((one) => one.id === id)
  if (!operation) throw new Error(`${id} is no operation`)
  const expected = statuses.trim().split(/\s+/)
  expect(expected).toHaveLength(COLUMNS.length)
  const got: string[] = []
  for (const caller of COLUMNS) {
    await resetWorld(seeds)
    const response = await call(server, operation, caller, send?.(caller))
    // A stream that never ends is left; any other is read to its end, so that nothing of it is still at work afterwards.
    if (operation.stream?.contentType === 'text/event-stream') await response.body?.cancel()
    else await response.arrayBuffer()
    got.push(String(response.status))
  }
  expect(Object.fromEntries(COLUMNS.map((caller, at) => [caller, got[at]]))).toEqual(
    Object.fromEntries(COLUMNS.map((caller, at) => [caller, expected[at]])),
  )
})
