import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { config } from '../lib/config.ts'
import { gateHandler } from '../lib/http/ingest/gate-server.ts'
import { log } from '../lib/observe/log.ts'
import { SpoolFlusher } from '../lib/service/admission/flush-spool.ts'
import { Gate } from '../lib/service/admission/gate.ts'
import { Spool } from '../lib/service/admission/spool.ts'
import { database } from '../lib/store/database.ts'

/** How long open requests may take after the signal to stop. */
const GRACE_MS = 5_000
const RETRY_MS = 1_000

const gate = new Gate(database())
let flusher: SpoolFlusher | null = null
let loaded = false
let stopping = false

async function start(): Promise<void> {
  // The port is taken first: whoever has it owns the spool.
  await new Promise<void>((resolve) => server.listen(config.admissionPort, config.admissionHost, resolve))
  const spool = new Spool(join(config.dataDir, 'spool'), config.spoolBytes)
  flusher = new SpoolFlusher(spool, database())
  flusher.start()
  while (!stopping && !loaded) {
    try {
      await gate.start()
      loaded = true
    } catch (error) {
      log.warn({ err: error }, 'the gate waits for the database')
      await delay(RETRY_MS)
    }
  }
  parts.spool = spool
  log.info({ port: config.admissionPort }, 'admission listens')
  process.send?.({ ready: true })
}

const parts: { gate: Gate; spool: Spool | null } = { gate, spool: null }

const server = createServer(
  { cert: readFileSync(config.tlsCert), key: readFileSync(config.tlsKey) },
  gateHandler(parts, async () => {
    // Not the database: the gate decides without it. Whether events can be stored, each request finds out.
    if (!loaded) throw new Error('policies and images are not loaded yet')
  }),
)

// While stopping, each connection ends with its next answer.
server.prependListener('request', (_, response) => {
  if (stopping) response.shouldKeepAlive = false
})

async function stop(reason: string): Promise<void> {
  if (stopping) return
  stopping = true
  log.info({ reason }, 'admission stops')
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), GRACE_MS).unref()
  await closed
  gate.stop()
  await flusher?.stop()
  await database().close()
  process.exit(0)
}
process.on('SIGTERM', () => stop('SIGTERM'))
process.on('SIGINT', () => stop('SIGINT'))
process.on('disconnect', () => stop('the supervisor is gone'))

server.on('error', (error: NodeJS.ErrnoException) => {
  const taken = `Port ${config.admissionPort} is taken. Set ADMISSION_PORT to another one.`
  log.fatal({ err: error }, error.code === 'EADDRINUSE' ? taken : error.message)
  process.exit(1)
})
await start()
