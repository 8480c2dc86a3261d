import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sql from 'sql-template-tag'
import * as z from 'zod'
import { operation } from '../lib/contract/operation.ts'
import { ok } from '../lib/domain/result.ts'
import { type Handler, route } from '../lib/http/route.ts'
import { apiRoutes, findRoute } from '../lib/http/testing/api-routes.ts'
import { database } from '../lib/store/database.ts'

/**
 * The API on a plain Node server in a process of its own, so that the one who measures does not take its time. The extra
 * route is the baseline: fifty rows by primary key through the same handler stack.
 */
const baseline = route(
  operation({
    id: 'benchBaseline',
    method: 'GET',
    path: '/api/v1/baseline',
    summary: 'Fifty issues by primary key',
    tag: 'Bench',
    auth: 'user',
    query: z.object({ from: z.coerce.number().int() }),
    out: z.object({ rows: z.array(z.unknown()) }),
    status: 200,
    errors: [],
  }),
  async ({ query }) => {
    const ids = Array.from({ length: 50 }, (_, at) => query.from + at * 7)
    return ok({ rows: await database().query(sql`SELECT * FROM issue WHERE id = ANY (${ids}::bigint[])`) })
  },
)

const routes = await apiRoutes()

function handlerOf(method: string, path: string): { handler: Handler; params: Record<string, string> } | undefined {
  return path === '/api/v1/baseline' ? { handler: baseline, params: {} } : findRoute(routes, method, path)
}

const server = createServer(async (incoming, outgoing) => {
  const url = new URL(`http://${incoming.headers.host}${incoming.url}`)
  const found = handlerOf(incoming.method ?? 'GET', url.pathname)
  if (!found) {
    outgoing.writeHead(404).end()
    return
  }
  const headers = { cookie: incoming.headers.cookie ?? '', 'sec-fetch-site': 'same-origin' }
  const response = await found.handler(new Request(url, { headers }), { params: Promise.resolve(found.params) })
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(Buffer.from(await response.arrayBuffer()))
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit(0))
