import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { CLIENT_ADDRESS_HEADER } from '../../auth/auth.ts'
import { handleAuth } from '../auth-handler.ts'
import { apiRoutes, findRoute } from './api-routes.ts'

export interface ApiServer {
  url: string
  close(): Promise<void>
}

/** Serves every handler of app/api over real HTTP without Next, so that a test of the API needs no build. */
export async function startApiServer(): Promise<ApiServer> {
  const routes = await apiRoutes()
  const server = createServer(async (incoming, outgoing) => {
    const request = requestOf(incoming, outgoing)
    const { pathname } = new URL(request.url)
    const found = findRoute(routes, request.method, pathname)
    const response = pathname.startsWith('/api/auth/')
      ? await handleAuth(request)
      : ((await found?.handler(request, { params: Promise.resolve(found.params) })) ??
        new Response(null, { status: 404 }))
    for (const [name, value] of response.headers) {
      if (name !== 'set-cookie') outgoing.setHeader(name, value)
    }
    outgoing.setHeader('set-cookie', response.headers.getSetCookie())
    // A body that was refused halfway is not followed by another request on the same connection.
    if (!incoming.complete) outgoing.setHeader('connection', 'close')
    outgoing.writeHead(response.status)
    if (!response.body) return outgoing.end()
    // A caller that leaves a stream early is no fault.
    await pipeline(Readable.fromWeb(response.body as NodeReadableStream), outgoing).catch(() => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function requestOf(incoming: IncomingMessage, outgoing: ServerResponse): Request {
  const abort = new AbortController()
  outgoing.on('close', () => abort.abort())
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headersDistinct))
    for (const one of value ?? []) headers.append(name, one)
  headers.set(CLIENT_ADDRESS_HEADER, '192.0.2.7')
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD'
  return new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method ?? 'GET',
    headers,
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' }),
    signal: abort.signal,
  } as RequestInit)
}
