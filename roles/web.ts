import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import next from 'next'
import sql from 'sql-template-tag'
import { CLIENT_ADDRESS_HEADER } from '../lib/auth/auth.ts'
import { config } from '../lib/config.ts'
import { clientAddress } from '../lib/http/client-address.ts'
import { API_CONTENT_POLICY, securityHeaders } from '../lib/http/security-headers.ts'
import { serveHealth } from '../lib/observe/health.ts'
import { log } from '../lib/observe/log.ts'
import { database } from '../lib/store/database.ts'

/** How long open requests may take after the signal to stop. */
const GRACE_MS = 4_000

const dev = process.argv.includes('--dev')
const app = next({ dev, dir: `${import.meta.dirname}/..`, hostname: config.host, port: config.port })
await app.prepare()
const handle = app.getRequestHandler()
const upgrade = app.getUpgradeHandler()

const server = createServer(async (request, response) => {
  prepare(request, response)
  try {
    if (await serveHealth(request, response, ready)) return
    await handle(request, response)
  } catch (error) {
    log.error({ err: error, requestId: request.headers['x-request-id'] }, 'request failed')
    if (!response.headersSent) response.writeHead(500)
    response.end()
  }
})
server.on('upgrade', (request, socket, head) => {
  upgrade(request, socket, head).catch((error: unknown) => {
    log.warn({ err: error }, 'upgrade failed')
    socket.destroy()
  })
})

/** What every request and answer has before Next sees them: an id, the caller's address and the security headers. */
function prepare(request: IncomingMessage, response: ServerResponse): void {
  const given = request.headers['x-request-id']
  const requestId = typeof given === 'string' && /^[\w.-]{1,100}$/.test(given) ? given : randomUUID()
  request.headers['x-request-id'] = requestId
  request.headers[CLIENT_ADDRESS_HEADER] = clientAddress(request, config.trustedProxies)
  response.setHeader('x-request-id', requestId)
  for (const [name, value] of Object.entries(securityHeaders())) response.setHeader(name, value)
  if (request.url?.startsWith('/api/')) response.setHeader('content-security-policy', API_CONTENT_POLICY)
}

function ready(): Promise<unknown> {
  return database().query(sql`SELECT 1`)
}

let stopping = false
async function stop(reason: string): Promise<void> {
  if (stopping) return
  stopping = true
  log.info({ reason }, 'web stops')
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  // Live streams never end by themselves.
  setTimeout(() => server.closeAllConnections(), GRACE_MS).unref()
  await closed
  await app.close()
  await database().close()
  process.exit(0)
}
process.on('SIGTERM', () => stop('SIGTERM'))
process.on('SIGINT', () => stop('SIGINT'))
process.on('disconnect', () => stop('the supervisor is gone'))

server.on('error', (error: NodeJS.ErrnoException) => {
  const reason = error.code === 'EADDRINUSE' ? `Port ${config.port} is taken. Set PORT to another one.` : error.message
  log.fatal({ err: error }, reason)
  process.exit(1)
})
server.listen(config.port, config.host, () => {
  log.info({ port: config.port, url: config.publicUrl }, 'web listens')
  process.send?.({ ready: true, url: config.publicUrl })
})
