import { createServer } from 'node:http'
import sql from 'sql-template-tag'
import { config } from '../config.ts'
import { serveHealth } from '../observe/health.ts'
import { log } from '../observe/log.ts'
import { database } from '../store/database.ts'
import { type Work, Worker } from './work.ts'

/** How long the jobs under way may take after the signal to stop; what is not done then is done again by the next worker. */
const GRACE_MS = 8_000

/** Runs the worker role: the jobs, and a small server for health and metrics. */
export function runWorker(work: Work): void {
  const worker = new Worker(database(), work)
  let stopping = false

  async function stop(reason: string): Promise<void> {
    if (stopping) return
    stopping = true
    log.info({ reason }, 'worker stops')
    server.close()
    server.closeAllConnections()
    setTimeout(() => {
      log.warn('a job was left under way; it is done again')
      process.exit(0)
    }, GRACE_MS).unref()
    await worker.stop()
    await database().close()
    process.exit(0)
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('disconnect', () => stop('the supervisor is gone'))

  const server = createServer(async (request, response) => {
    if (await serveHealth(request, response, () => database().query(sql`SELECT 1`))) return
    response.writeHead(404)
    response.end()
  })
  server.on('error', (error: NodeJS.ErrnoException) => {
    const taken = `Port ${config.workerPort} is taken. Set WORKER_PORT to another one.`
    log.fatal({ err: error }, error.code === 'EADDRINUSE' ? taken : error.message)
    process.exit(1)
  })
  server.listen(config.workerPort, config.workerHost, () => {
    worker.start()
    log.info({ port: config.workerPort }, 'worker runs')
    process.send?.({ ready: true })
  })
}
