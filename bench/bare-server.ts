import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** The least that a server over TLS can do: reads each body, keeps nothing, answers. The baseline of gate and intake. */
const [tlsDir = '', status = '200'] = process.argv.slice(2)
const tls = { cert: readFileSync(join(tlsDir, 'tls.crt')), key: readFileSync(join(tlsDir, 'tls.key')) }
const answer = JSON.stringify({ accepted: 1 })
const headers = { 'content-type': 'application/json', 'content-length': answer.length }

const server = createServer(tls, (request, response) => {
  request.resume().on('end', () => response.writeHead(Number(status), headers).end(answer))
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit(0))
