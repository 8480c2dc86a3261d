import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createPlainServer, type Server } from 'node:net'
import { generate } from 'selfsigned'
import { afterEach, expect, test, vi } from 'vitest'
import { createOutbound } from './guarded-outbound.ts'

const servers: Server[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done)))))

async function listening<Kind extends Server>(server: Kind): Promise<number> {
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

const answering = (handler: RequestListener) => listening(createServer(handler))
const allowing =
  (...hosts: string[]) =>
  (host: string) =>
    hosts.includes(host)
const here = async () => [{ address: '127.0.0.1', family: 4 }]
const get = (url: string) => ({ method: 'GET' as const, url })

test('nothing reaches a private address, by number or by name, until an administrator allows the host', async () => {
  const seen = vi.fn()
  const port = await answering((request, response) => response.end(String(seen(request.url))))
  const strict = createOutbound(() => false, { resolve: here })
  for (const host of ['127.0.0.1', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]', '[::1]', 'inside.example']) {
    const refused = strict.fetch(get(`https://${host}:${port}/`))
    await expect(refused, host).rejects.toMatchObject({ retryable: false })
    await expect(refused, host).rejects.toThrow(/not on the public Internet/)
  }
  await expect(strict.connect({ host: 'inside.example', port }, false)).rejects.toThrow(/not on the public Internet/)
  await expect(strict.datagram({ host: '127.0.0.1', port }, Buffer.from('x'))).rejects.toThrow(/not on the public/)
  for (const host of ['127.0.0.1.', '127.1', '0177.0.0.1', '①②⑦.0.0.1', '::ffff:127.0.0.1', '::1%lo', 'Inside.Example'])
    await expect(strict.connect({ host, port }, false), host).rejects.toThrow(/not on the public Internet\./)
  expect(seen).not.toHaveBeenCalled()

  const open = createOutbound(allowing('inside.example'), { resolve: here })
  expect((await open.fetch(get(`http://Inside.Example.:${port}/a`))).status).toBe(200)
  expect(seen).toHaveBeenCalledExactlyOnceWith('/a')
  const foreign = createOutbound(allowing('xn--bcher-kva.example'), { resolve: here })
  expect((await foreign.fetch(get(`http://Bücher.example:${port}/b`))).status).toBe(200)
  ;(await foreign.connect({ host: 'bücher.example', port }, false)).destroy()
})

test('a name that resolves to a good and a bad address is refused, and no second look-up can change the answer', async () => {
  const port = await answering((_request, response) => response.end())
  const mixed = async () => [{ address: '8.8.8.8', family: 4 }, ...(await here())]
  const refused = createOutbound(() => false, { resolve: mixed }).fetch(get(`https://mixed.example:${port}/`))
  await expect(refused).rejects.toThrow(/not on the public Internet/)

  const rebinding = vi
    .fn()
    .mockResolvedValueOnce(await here())
    .mockRejectedValue(new Error('asked twice'))
  const outbound = createOutbound(allowing('rebind.example'), { resolve: rebinding })
  expect((await outbound.fetch(get(`http://rebind.example:${port}/`))).status).toBe(200)
  expect(rebinding).toHaveBeenCalledTimes(1)
})

test('plain http is for allowed hosts only', async () => {
  const outbound = createOutbound(() => false, { resolve: async () => [{ address: '8.8.8.8', family: 4 }] })
  await expect(outbound.fetch(get('http://hooks.example/x'))).rejects.toThrow(/https/)
  await expect(outbound.fetch(get('file:///etc/passwd'))).rejects.toThrow(/no http or https/)
  await expect(outbound.fetch(get('https://user:secret@hooks.example/x'))).rejects.toThrow(
    /^The address holds a user name/,
  )
})

test('a redirect is followed to an allowed host only, with its method, and without credentials elsewhere', async () => {
  const seen: (string | undefined)[][] = []
  const port = await answering((request, response) => {
    seen.push([request.method, request.headers.host, request.headers.authorization, request.url])
    if (request.url === '/end') return response.end('there')
    const [status, host] = [request.url?.slice(1, 4), request.url?.slice(5)]
    response.writeHead(Number(status), { location: `http://${host}:${port}/end` }).end()
  })
  const outbound = createOutbound(allowing('a.example', 'b.example'), { resolve: here })
  const post = (path: string) => ({
    method: 'POST' as const,
    url: `http://a.example:${port}${path}`,
    headers: { authorization: 'secret', 'content-type': 'application/json' },
    body: '{}',
  })
  await expect(outbound.fetch(post('/307/169.254.169.254'))).rejects.toThrow(/redirects to 169\.254\.169\.254/)
  await expect(outbound.fetch(post('/302/b.example'))).rejects.toThrow(/would lose the message/)
  seen.length = 0
  expect((await outbound.fetch(post('/308/b.example'))).text).toBe('there')
  expect(seen[1]).toEqual(['POST', `b.example:${port}`, undefined, '/end'])
  expect((await outbound.fetch(post('/307/a.example'))).text).toBe('there')
  expect(seen[3]?.[2]).toBe('secret')
})

test('what is too slow, too long or not there is told apart', async () => {
  const port = await answering((request, response) => {
    if (request.url === '/long') response.end('x'.repeat(2000))
  })
  const outbound = createOutbound(allowing('127.0.0.1'), { timeoutMs: 150, maxBytes: 1000 })
  const fetch = (path: string) => outbound.fetch(get(`http://127.0.0.1:${port}${path}`))
  await expect(fetch('/long')).rejects.toMatchObject({ retryable: false, message: /more than 1000 bytes/ })
  await expect(fetch('/slow')).rejects.toMatchObject({ retryable: true, message: /in time/ })
  await expect(outbound.fetch(get('http://127.0.0.1:1/'))).rejects.toMatchObject({
    retryable: true,
    message: /ECONNREFUSED/,
  })
  for (const server of servers)
    if ('closeAllConnections' in server) (server as ReturnType<typeof createServer>).closeAllConnections()
})

test('no call outlives its time, however little at a time the other side says', async () => {
  const port = await answering((_request, response) => {
    const drip = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(drip))
  })
  const dripping = await listening(
    createPlainServer((socket) => {
      const drip = setInterval(() => socket.write('x'), 20)
      socket.on('error', () => undefined).on('close', () => clearInterval(drip))
    }),
  )
  const outbound = createOutbound(allowing('127.0.0.1'), { timeoutMs: 100 })
  await expect(outbound.fetch(get(`http://127.0.0.1:${port}/`))).rejects.toThrow(/in time/)
  const socket = await outbound.connect({ host: '127.0.0.1', port: dripping }, false)
  socket.resume()
  await expect(once(socket, 'close')).rejects.toThrow(/in time/)

  const silent = createOutbound(() => true, { timeoutMs: 100, resolve: () => new Promise(() => undefined) })
  const target = { host: 'silent.example', port: 25 }
  for (const call of [
    silent.connect(target, false),
    silent.datagram(target, Buffer.from('x')),
    silent.fetch(get('https://silent.example/')),
  ]) {
    await expect(call).rejects.toMatchObject({ retryable: true, message: /resolved .*in time/ })
  }
})

test('a connection that is reset before anybody listens ends nothing but itself', async () => {
  const port = await listening(createPlainServer((socket) => void setTimeout(() => socket.resetAndDestroy(), 20)))
  const socket = await createOutbound(allowing('127.0.0.1')).connect({ host: '127.0.0.1', port }, false)
  await vi.waitUntil(() => socket.destroyed)
})

test('certificates are verified, for requests and for sockets', async () => {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'tls.example' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'tls.example' }] }],
  })
  const port = await listening(createTlsServer({ cert, key }, (_request, response) => response.end('safe')))
  const allowed = allowing('tls.example', 'other.example')
  const trusting = createOutbound(allowed, { resolve: here, ca: cert })
  expect((await trusting.fetch(get(`https://tls.example:${port}/`))).text).toBe('safe')
  const socket = await trusting.connect({ host: 'tls.example', port }, true)
  socket.destroy()
  const wary = createOutbound(allowed, { resolve: here })
  await expect(wary.connect({ host: 'tls.example', port }, true)).rejects.toMatchObject({
    retryable: false,
    message: /cannot be trusted/,
  })
  await expect(wary.fetch(get(`https://tls.example:${port}/`))).rejects.toMatchObject({ retryable: false })
  await expect(trusting.fetch(get(`https://other.example:${port}/`))).rejects.toThrow(/cannot be trusted/)
})
