import { createServer, type Server } from 'node:net'

/** Answers any client as a Postgres would that lets everybody in and is of version 14. */
export function oldPostgres(): Promise<{ url: string; server: Server }> {
  const server = createServer((socket) => {
    let started = false
    socket.on('error', () => socket.destroy())
    socket.on('data', (data) => {
      if (!started) {
        started = true
        socket.write(Buffer.concat([message('R', int32(0)), message('Z', Buffer.from('I'))]))
      } else if (data[0] === 'Q'.charCodeAt(0)) {
        const value = Buffer.from('140011')
        socket.write(
          Buffer.concat([
            message('T', Buffer.concat([int16(1), Buffer.from('version\0'), COLUMN])),
            message('D', Buffer.concat([int16(1), int32(value.length), value])),
            message('C', Buffer.from('SELECT 1\0')),
            message('Z', Buffer.from('I')),
          ]),
        )
      }
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = address && typeof address === 'object' ? address.port : 0
      resolve({ url: `postgres://old@127.0.0.1:${port}/old`, server })
    })
  })
}

/** Of no table, an int4 (oid 23) of four bytes, as text. */
const COLUMN = Buffer.concat([int32(0), int16(0), int32(23), int16(4), int32(-1), int16(0)])

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body])
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}
