import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createOutbound } from '../guarded-outbound.ts'

export interface StubRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  text: string
  /** Null where the body is no JSON. */
  json: unknown
}

export interface StubAnswer {
  status: number
  headers?: Record<string, string>
  json?: unknown
  text?: string
}

/** A provider on this machine: answers as the provider's documentation says, and remembers what it was asked. */
export interface HttpStub extends AsyncDisposable {
  url: string
  requests: StubRequest[]
  /** Answers the next requests as the provider does to too many of them. */
  throttle(times?: number): void
  /** Answers the next request so, whatever it asks. */
  answerNext(answer: StubAnswer): void
}

/** The guard as in production, with this machine allowed. */
export const localOutbound = createOutbound((host) => host === '127.0.0.1', { timeoutMs: 5000 })

export async function startHttpStub(
  answer: (request: StubRequest) => StubAnswer,
  throttled: () => StubAnswer,
): Promise<HttpStub> {
  const requests: StubRequest[] = []
  const scripted: StubAnswer[] = []
  const server = createServer(async (incoming, outgoing) => {
    const request = await read(incoming)
    requests.push(request)
    const { status, headers, json, text } = scripted.shift() ?? answer(request)
    const body = json === undefined ? text : JSON.stringify(json)
    outgoing.writeHead(status, { ...(json !== undefined && { 'content-type': 'application/json' }), ...headers })
    outgoing.end(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    throttle: (times = 1) => {
      for (let n = 0; n < times; n++) scripted.push(throttled())
    },
    answerNext: (one) => scripted.push(one),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

async function read(incoming: IncomingMessage): Promise<StubRequest> {
  const url = new URL(incoming.url ?? '/', 'http://stub')
  const text = Buffer.concat(await incoming.toArray()).toString()
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    text,
    json: jsonOf(text),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export function isJson({ headers, json }: StubRequest): boolean {
  return /^application\/json\b/.test(headers['content-type'] ?? '') && json !== null
}
