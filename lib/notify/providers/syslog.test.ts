import { createServer } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { createOutbound } from '../guarded-outbound.ts'
import { digestNotice, hostileNotice, LINK, notice } from '../testing/notices.ts'
import { type SyslogStub, startSyslogStub } from '../testing/syslog-stub.ts'
import { syslog } from './syslog.ts'

const TRUSTED = getCACertificates('default')
afterEach(() => setDefaultCACertificates(TRUSTED))

const outbound = createOutbound((host) => host === 'localhost', {
  resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  timeoutMs: 5000,
})
const settingsOf = ({ port }: { port: number }, transport: string) =>
  syslog.settings.parse({ host: 'localhost', port, transport, hostname: 'plimsoll.example.org' })
const trust = (stub: SyslogStub) => setDefaultCACertificates([...TRUSTED, stub.certificate])

describe('syslog', () => {
  describe.each(['tls', 'tcp', 'udp'] as const)('over %s', (transport) => {
    it.each([
      ['one issue', notice()],
      ['a digest', digestNotice()],
      ['hostile text', hostileNotice()],
      ['text without end', hostileNotice(400)],
      ['a digest without end', digestNotice('ü'.repeat(5000))],
    ])('sends %s that a receiver reads, with its link', async (_what, message) => {
      await using stub = await startSyslogStub(transport)
      trust(stub)
      expect(await syslog.send(settingsOf(stub, transport), message, outbound)).toEqual({ ok: true })
      const [got] = await stub.received(1)
      expect(got?.cef.extension.request).toBe(LINK)
      expect(got).toMatchObject({ hostname: 'plimsoll.example.org', app: 'plimsoll' })
    })
  })

  it('says what happened in the fields of CEF', async () => {
    await using stub = await startSyslogStub('tcp')
    await syslog.send(settingsOf(stub, 'tcp'), notice(), outbound)
    const [got] = await stub.received(1)
    expect(got).toMatchObject({
      priority: 20 * 8 + 2,
      timestamp: '2026-11-21T10:00:00.000Z',
      messageId: 'issue.opened',
    })
    expect(got?.cef.header).toEqual(['Plimsoll', 'Plimsoll', '1', 'issue.opened', 'CVE-2026-1234 in openssl', '10'])
    expect(got?.cef.extension).toMatchObject({
      rt: '1795255200000',
      externalId: 'issue:481',
      cs1Label: 'Team',
      cs1: 'payments',
      cn1: '92',
      deviceCustomDate1: '1795860000000',
      cs5: 'Vulnerability: CVE-2026-1234\nFixed in: 3.0.17',
    })
  })

  it('forges no field and no message, whatever a text says', async () => {
    await using stub = await startSyslogStub('tcp')
    await syslog.send(settingsOf(stub, 'tcp'), hostileNotice(), outbound)
    const [got, ...more] = await stub.received(1)
    expect(more).toEqual([])
    expect(Object.keys(got?.cef.extension ?? {})).not.toContain('suser')
    expect(got?.cef.extension.msg).toContain('a=b|c\\d suser=root\nBcc:')
  })

  it('sends nothing to a receiver whose certificate it cannot trust, or that is not there', async () => {
    await using stub = await startSyslogStub('tls')
    await expect(syslog.send(settingsOf(stub, 'tls'), notice(), outbound)).rejects.toMatchObject({ retryable: false })
    const closed = await startSyslogStub('tcp')
    await closed[Symbol.asyncDispose]()
    await expect(syslog.send(settingsOf(closed, 'tcp'), notice(), outbound)).rejects.toMatchObject({ retryable: true })
  })

  it('does not send twice to a receiver that leaves the connection open', async () => {
    const server = createServer({ allowHalfOpen: true }, (socket) => socket.resume())
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as { port: number }
    expect(await syslog.send(settingsOf({ port }, 'tcp'), notice(), outbound)).toEqual({ ok: true })
    server.close()
  })

  it('is told of a receiver that breaks off', async () => {
    const server = createServer((socket) => socket.resetAndDestroy())
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as { port: number }
    await expect(syslog.send(settingsOf({ port }, 'tcp'), notice(), outbound)).rejects.toMatchObject({
      retryable: true,
    })
    await new Promise((closed) => server.close(closed))
  })
})
