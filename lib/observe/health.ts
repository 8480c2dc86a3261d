import type { IncomingMessage, ServerResponse } from 'node:http'
import { registry } from './metrics.ts'

/** Resolves when the role can do its work; rejects with the reason when it cannot. */
export type Readiness = () => Promise<unknown>

/** Longest that a readiness check may take. */
const READY_TIMEOUT_MS = 2_000

/**
 * Answers `/healthz` (the process lives), `/readyz` (it can work now) and `/metrics` (Prometheus text); false for any other
 * path. The same on every role.
 */
export async function serveHealth(
  request: IncomingMessage,
  response: ServerResponse,
  ready: Readiness,
): Promise<boolean> {
  switch (request.url?.split('?')[0]) {
    case '/healthz':
      send(response, 200, 'text/plain; charset=utf-8', 'ok\n')
      return true
    case '/readyz': {
      const problem = await problemOf(ready)
      send(response, problem === null ? 200 : 503, 'text/plain; charset=utf-8', `${problem ?? 'ready'}\n`)
      return true
    }
    case '/metrics':
      send(response, 200, registry.contentType, await registry.metrics())
      return true
    default:
      return false
  }
}

async function problemOf(ready: Readiness): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${READY_TIMEOUT_MS} ms`)), READY_TIMEOUT_MS)
  })
  try {
    await Promise.race([ready(), late])
    return null
  } catch (error) {
    return `not ready: ${error instanceof Error ? error.message : String(error)}`
  } finally {
    clearTimeout(timer)
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(body)
}
