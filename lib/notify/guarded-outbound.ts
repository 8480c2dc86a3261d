import { createSocket } from 'node:dgram'
import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { guardedAddresses, pinned, plainHost, resolveBySystem } from './guarded-address.ts'
import { type Guard, guardedFetch, outboundError } from './guarded-fetch.ts'
import { type Outbound, OutboundError, type OutboundTarget } from './outbound.ts'

const TIMEOUT_MS = 15_000
const MAX_BYTES = 1024 * 1024
/** A connection lives for so many times what it may be silent for. */
const LIFETIME = 3

/** The guard with its usual limits. `allowed` gets hosts in plain form (lower case, no brackets, no final dot). */
export function createOutbound(
  allowed: (host: string) => boolean,
  settings: Partial<Omit<Guard, 'allowed'>> = {},
): Outbound {
  const guard: Guard = { resolve: resolveBySystem, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, allowed, ...settings }
  return {
    fetch: (request) => guardedFetch(guard, request),
    connect: (target, tls) => connect(guard, target, tls),
    datagram: (target, bytes) => datagram(guard, target, bytes),
  }
}

async function connect(guard: Guard, target: OutboundTarget, tls: boolean): Promise<Socket> {
  const host = plainHost(target.host)
  const addresses = await guardedAddresses(host, guard)
  const socket = bounded(guard, host, connectPlain({ host, port: target.port, lookup: pinned(addresses) }))
  await settled(socket, 'connect', host)
  return tls ? handshake(guard, host, socket) : socket
}

async function handshake(guard: Guard, host: string, socket: Socket): Promise<TLSSocket> {
  // A server name must be a name (RFC 6066 §3); the certificate of an address is checked against the address all the same.
  const secured = connectTls({
    socket,
    host,
    ...(!/^[\d.]+$|:/.test(host) && { servername: host }),
    ...(guard.ca && { ca: guard.ca }),
  })
  await settled(bounded(guard, host, secured), 'secureConnect', host)
  return secured
}

/** Ends a connection that is silent or goes on for too long, however little at a time the other side says. */
function bounded<Kind extends Socket>(guard: Guard, host: string, socket: Kind): Kind {
  const late = () => socket.destroy(new OutboundError(`${host} did not answer in time.`, true))
  const end = setTimeout(late, guard.timeoutMs * LIFETIME)
  socket.setTimeout(guard.timeoutMs, late)
  // A reset while nobody else listens (between being opened and being used) would end the process.
  socket.on('error', () => undefined).on('close', () => clearTimeout(end))
  return socket
}

function settled(socket: Socket, event: 'connect' | 'secureConnect', host: string): Promise<void> {
  return new Promise((done, failed) => {
    const fail = (error: Error) => failed(outboundError(host, error))
    socket.once('error', fail)
    socket.once(event, () => {
      socket.off('error', fail)
      done()
    })
  })
}

async function datagram(guard: Guard, target: OutboundTarget, bytes: Buffer): Promise<void> {
  const host = plainHost(target.host)
  const [first] = await guardedAddresses(host, guard)
  const socket = createSocket(first?.family === 6 ? 'udp6' : 'udp4')
  try {
    await new Promise<void>((done, failed) => {
      socket.once('error', failed)
      socket.send(bytes, target.port, first?.address, (error) => (error ? failed(error) : done()))
    })
  } catch (error) {
    throw outboundError(host, error as Error)
  } finally {
    socket.close()
  }
}
