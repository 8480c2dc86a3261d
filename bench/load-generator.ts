import { BODIES } from './load-bodies.ts'
import { LoadConnection, type Target } from './load-connection.ts'

/** A load, as the one who measures orders it from this process. */
export interface Load extends Target {
  path: string
  headers: Record<string, string>
  bodies: keyof typeof BODIES
  /** Makes the bodies of this load differ from those of others. */
  run: string
  connections: number
  /** Requests a second at even distances, whether answers come or not; null sends on as soon as an answer came. */
  rate: number | null
  /** Not measured, but counted. */
  warmUpSeconds: number
  seconds: number
}

export interface LoadDone {
  /** Answers by status over the whole run; 0 is a connection that broke. */
  statuses: Record<number, number>
  /** Answers while it was measured, and how long that was. */
  answered: number
  seconds: number
  /** Milliseconds from when each was meant to be sent until its answer was whole, in order of the answers. */
  latencies: number[]
  /** The most requests that waited for a free connection. */
  backlog: number
}

// Ends when the one who ordered the load has read the answer and lets go.
process.on('message', async (load: Load) => process.send?.(await run(load)))

async function run(load: Load): Promise<LoadDone> {
  const connections = await Promise.all(Array.from({ length: load.connections }, () => LoadConnection.open(load)))
  const body = BODIES[load.bodies](load.run)
  const head = requestHead(load)
  const done: LoadDone = { statuses: {}, answered: 0, seconds: 0, latencies: [], backlog: 0 }
  const free = [...connections]
  const startAt = performance.now()
  const measureAt = startAt + load.warmUpSeconds * 1000
  const endAt = measureAt + load.seconds * 1000
  let underWay = 0

  function send(connection: LoadConnection, dueAt: number): void {
    underWay++
    const text = body()
    connection.send(Buffer.from(`${head}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`), (status) => {
      const now = performance.now()
      underWay--
      done.statuses[status] = (done.statuses[status] ?? 0) + 1
      if (dueAt >= measureAt && status !== 0) {
        done.answered++
        done.latencies.push(now - dueAt)
        done.seconds = (now - measureAt) / 1000
      }
      if (status !== 0) next(connection, now)
    })
  }

  const due: number[] = []
  let taken = 0
  function next(connection: LoadConnection, now: number): void {
    if (load.rate === null) {
      if (now < endAt) send(connection, now)
    } else if (taken < due.length) send(connection, due[taken++]!)
    else free.push(connection)
  }

  if (load.rate === null) for (const connection of connections) send(connection, performance.now())
  else
    await pace(load.rate, startAt, endAt, (at) => {
      due.push(at)
      // In turn: a server closes those that lie idle.
      const connection = free.shift()
      if (connection) send(connection, due[taken++]!)
      done.backlog = Math.max(done.backlog, due.length - taken)
    })
  while (underWay > 0 || performance.now() < endAt) await tick()
  for (const connection of connections) connection.close()
  return done
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 1))

/** Calls with each time at which a request is due, as soon as it has come. */
async function pace(rate: number, from: number, to: number, call: (at: number) => void): Promise<void> {
  const distance = 1000 / rate
  for (let sent = 0, at = from; at < to; ) {
    await tick()
    const now = performance.now()
    for (; at <= now && at < to; at = from + ++sent * distance) call(at)
  }
}

function requestHead({ path, port, headers }: Load): string {
  const lines = Object.entries({ host: `localhost:${port}`, 'content-type': 'application/json', ...headers })
  return `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}`
}
