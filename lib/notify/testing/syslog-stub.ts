import { createSocket } from 'node:dgram'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { localCertificate } from './local-certificate.ts'

export interface SyslogMessage {
  priority: number
  timestamp: string
  hostname: string
  app: string
  messageId: string
  cef: { header: string[]; extension: Record<string, string> }
}

export interface SyslogStub extends AsyncDisposable {
  port: number
  certificate: string
  /** Resolves when so many messages are there; fails with what the receiver could not read. */
  received(count: number): Promise<SyslogMessage[]>
}

/** RFC 5424 §6: `<PRI>1 TIMESTAMP HOSTNAME APP-NAME PROCID MSGID SD MSG`, with the lengths of its names. */
const MESSAGE =
  /^<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) - (.*)$/s

/** A receiver that reads RFC 5424 with CEF in it, over TLS or TCP with octet counting, or over UDP. */
export async function startSyslogStub(transport: 'tls' | 'tcp' | 'udp'): Promise<SyslogStub> {
  const { cert, private: key } = await localCertificate()
  const messages: SyslogMessage[] = []
  const problems: unknown[] = []
  const wakes: (() => void)[] = []
  const take = (bytes: Buffer, sizeBytes: number) => {
    try {
      messages.push(readMessage(bytes, sizeBytes))
    } catch (problem) {
      problems.push(problem)
    }
    for (const wake of wakes.splice(0)) wake()
  }
  const listener =
    transport === 'udp' ? await listenUdp(take) : await listenStream(transport === 'tls' ? { key, cert } : null, take)
  return {
    ...listener,
    certificate: cert,
    async received(count) {
      while (messages.length < count && problems.length === 0) await new Promise<void>((wake) => wakes.push(wake))
      if (problems.length > 0) throw problems[0]
      return messages
    },
  }
}

type Take = (bytes: Buffer, sizeBytes: number) => void
type Listener = { port: number } & AsyncDisposable

async function listenUdp(take: Take): Promise<Listener> {
  const socket = createSocket('udp4', (bytes) => take(bytes, 2048))
  await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound))
  return {
    port: socket.address().port,
    [Symbol.asyncDispose]: () => new Promise((closed) => socket.close(() => closed())),
  }
}

async function listenStream(tls: { key: string; cert: string } | null, take: Take): Promise<Listener> {
  const onSocket = async (socket: Socket) => {
    const chunks = await socket.toArray().catch(() => [])
    for (const frame of frames(Buffer.concat(chunks))) take(frame, 8192)
  }
  const server = tls ? createTlsServer(tls, onSocket) : createServer(onSocket)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise((closed) => server.close(() => closed())),
  }
}

/** Frames by octet counting; what does not add up is one frame that no message is. */
function frames(bytes: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const [, digits] = /^([1-9]\d{0,9}) /.exec(bytes.toString('latin1', at, at + 12)) ?? []
    const start = at + (digits?.length ?? 0) + 1
    const end = start + Number(digits)
    if (!digits || end > bytes.length) return [...found, bytes.subarray(at)]
    found.push(bytes.subarray(start, end))
    at = end
  }
  return found
}

function readMessage(bytes: Buffer, sizeBytes: number): SyslogMessage {
  if (bytes.length > sizeBytes) throw new Error(`a message of ${bytes.length} bytes`)
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  const [, priority, timestamp, hostname, app, , messageId, body] = MESSAGE.exec(text) ?? []
  if (!priority || !timestamp || !hostname || !app || !messageId || body === undefined)
    throw new Error(`not RFC 5424: ${text.slice(0, 80)}`)
  if (Number(priority) > 191) throw new Error(`no priority: ${priority}`)
  if (/[\r\n]/.test(body)) throw new Error('a line break in CEF')
  return { priority: Number(priority), timestamp, hostname, app, messageId, cef: readCef(body) }
}

function readCef(line: string): SyslogMessage['cef'] {
  const [, head, rest] = /^CEF:0\|((?:(?:[^|\\]|\\[|\\])*\|){6})(.*)$/s.exec(line) ?? []
  if (head === undefined || rest === undefined) throw new Error(`not CEF: ${line.slice(0, 80)}`)
  const header = [...head.matchAll(/((?:[^|\\]|\\[|\\])*)\|/g)].map(([, field = '']) =>
    field.replace(/\\([|\\])/g, '$1'),
  )
  if (!/^(10|\d)$/.test(header[5] ?? '')) throw new Error(`no severity: ${header[5]}`)
  const extension: Record<string, string> = {}
  for (const [, key = '', value = ''] of rest.matchAll(/(\w+)=((?:[^=\\]|\\.)*?)(?= \w+=|$)/gs)) {
    if (key in extension) throw new Error(`${key} twice`)
    extension[key] = value.replace(/\\(.)/g, (_all, mark: string) => (mark === 'n' ? '\n' : mark))
  }
  return { header, extension }
}
