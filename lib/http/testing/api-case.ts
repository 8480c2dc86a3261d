import type { Operation } from '../../contract/operation.ts'
import type { FailureCode } from '../../domain/result.ts'
import { type Caller, headersOf } from '../../service/testing/world.ts'
import type { ApiServer } from './api-server.ts'

/** What is sent. What is left out comes from the operation's example. */
export interface Send {
  params?: Record<string, string | number>
  query?: Record<string, string | number>
  body?: unknown
  /** A body as it goes over the wire, in place of `body`. */
  raw?: string | Uint8Array
  headers?: Record<string, string>
}

/**
 * One exercise of an operation over HTTP. Each operation's example is sent without a case of its own; a case adds a failure
 * that the operation declares (`fails`), or another success.
 */
export interface ApiCase {
  operation: string
  /** The failure that is provoked; leave it out for a success. */
  fails?: FailureCode
  as?: Caller
  send?: Send
  /** Changes the seeded world before the call. */
  prepare?: () => Promise<unknown>
}

export async function call(
  server: ApiServer,
  operation: Operation,
  caller: Caller,
  send: Send = {},
): Promise<Response> {
  const example = (operation.example ?? {}) as Send
  const params = send.params ?? example.params ?? {}
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(params[name] ?? '')))
  const url = new URL(path, server.url)
  for (const [name, value] of Object.entries(send.query ?? example.query ?? {}))
    url.searchParams.set(name, String(value))
  const body = bodyOf(operation, send, example)
  return fetch(url, {
    method: operation.method,
    headers: { ...(await headersOf(caller)), ...body?.headers, ...send.headers },
    ...(body && { body: body.content }),
    signal: AbortSignal.timeout(20_000),
  })
}

function bodyOf({ body, rawBody }: Operation, send: Send, example: Send) {
  if (send.raw !== undefined) {
    const type = rawBody?.contentTypes[0] ?? 'application/json'
    return { content: send.raw as BodyInit, headers: { 'content-type': type } }
  }
  if (rawBody) return { content: rawBody.example, headers: { 'content-type': rawBody.contentTypes[0] ?? '' } }
  if (!body) return null
  return { content: JSON.stringify(send.body ?? example.body ?? {}), headers: { 'content-type': 'application/json' } }
}
