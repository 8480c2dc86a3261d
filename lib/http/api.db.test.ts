import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { failuresOf } from '../contract/openapi.ts'
import type { Operation } from '../contract/operation.ts'
import { operations } from '../contract/operations.ts'
import { PROBLEMS, Problem } from '../contract/problem.ts'
import { resetWorld } from '../service/testing/world.ts'
import { type ApiCase, call } from './testing/api-case.ts'
import { apiRoutes } from './testing/api-routes.ts'
import { type ApiServer, startApiServer } from './testing/api-server.ts'
import { usualCaller } from './testing/callers.ts'
import { apiCases, seeds } from './testing/registry.ts'
import { usualFailures } from './testing/usual-failures.ts'

let server: ApiServer
beforeAll(async () => {
  server = await startApiServer()
})
afterAll(() => server.close())
beforeEach(() => resetWorld(seeds))

test('every handler is declared, and every declared operation is served', async () => {
  const served = (await apiRoutes()).map(({ method, path }) => `${method} ${path}`)
  expect(served.sort()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort())
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
})

test('every case is about an operation', () => {
  const known = new Set(operations.map(({ id }) => id))
  expect(apiCases.map((one) => one.operation).filter((id) => !known.has(id))).toEqual([])
})

describe.each(operations)('$id', (operation) => {
  const cases = [...usualFailures(operation), ...apiCases.filter((one) => one.operation === operation.id)]

  test('has a case for every failure that it declares', () => {
    const provoked = new Set(cases.map((one) => one.fails))
    expect(failuresOf(operation).filter((code) => !provoked.has(code))).toEqual([])
  })

  test('has a body and an answer in its example that fit its schemas', () => {
    if (!operation.example) {
      expect([operation.params, operation.query, operation.body]).toEqual([undefined, undefined, undefined])
      return
    }
    const { params, query, body, out } = operation.example
    for (const [schema, value] of [
      [operation.params, params],
      [operation.query, query ?? {}],
      [operation.body, body],
    ] as const) {
      if (schema) expect(schema.safeParse(value)).toMatchObject({ success: true })
    }
    if (operation.out) expect(operation.out.parse(out)).toEqual(out)
  })

  test('answers its example as declared', async () => {
    await expectSuccess(operation, { operation: operation.id })
  })

  test.each(cases.map((one, at) => ({ at, name: one.fails ?? 'another success', one })))(
    '$at: $name',
    async ({ one }) => {
      await one.prepare?.()
      if (one.fails) await expectFailure(operation, one)
      else await expectSuccess(operation, one)
    },
  )
})

async function expectSuccess(operation: Operation, one: ApiCase): Promise<void> {
  const response = await call(server, operation, one.as ?? usualCaller(operation), one.send)
  if (operation.stream) {
    expect(response.status).toBe(operation.status)
    expect(response.headers.get('content-type')).toContain(operation.stream.contentType)
    if (operation.stream.contentType === 'text/event-stream') await response.body?.cancel()
    else await response.arrayBuffer()
    return
  }
  const text = await response.text()
  expect(response.status, text).toBe(operation.status)
  expect(response.headers.get('cache-control')).toBe('no-store')
  if (!operation.out) {
    expect(text).toBe('')
    return
  }
  const json: unknown = JSON.parse(text)
  expect(operation.out.parse(json), 'nothing but what is declared').toEqual(json)
}

async function expectFailure(operation: Operation, one: ApiCase): Promise<void> {
  const response = await call(server, operation, one.as ?? usualCaller(operation), one.send)
  const text = await response.text()
  expect(text).toContain(`"code":"${one.fails}"`)
  const problem = Problem.parse(JSON.parse(text))
  expect(failuresOf(operation)).toContain(problem.code)
  expect(response.status).toBe(PROBLEMS[problem.code].status)
  expect(problem.status).toBe(response.status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(response.headers.get('x-request-id')).toBe(problem.requestId)
}
