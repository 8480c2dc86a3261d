import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { createOutbound } from '../guarded-outbound.ts'
import { digestNotice, hostileNotice, LINK, notice } from '../testing/notices.ts'
import { SMTP_USER, type SmtpStub, startSmtpStub } from '../testing/smtp-stub.ts'
import { email } from './email.ts'

const TRUSTED = getCACertificates('default')
afterEach(() => setDefaultCACertificates(TRUSTED))

const outbound = createOutbound((host) => host === 'localhost', {
  resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  timeoutMs: 5000,
})
const settingsOf = (stub: SmtpStub, change: object = {}) =>
  email.settings.parse({
    to: ['ada@example.org', 'bob@example.org'],
    from: 'plimsoll@example.org',
    host: 'localhost',
    port: stub.port,
    ...SMTP_USER,
    ...change,
  })
const trust = (stub: SmtpStub) => setDefaultCACertificates([...TRUSTED, stub.certificate])

describe('e-mail', () => {
  it.each([
    ['STARTTLS', { encryption: 'starttls' }, {}],
    ['TLS', { encryption: 'tls' }, { secure: true }],
  ])('signs in over %s and sends both parts', async (_way, change, options) => {
    await using stub = await startSmtpStub(options)
    trust(stub)
    expect(await email.send(settingsOf(stub, change), notice(), outbound)).toEqual({ ok: true })
    const [sent] = stub.mails
    expect(sent).toMatchObject({
      from: 'plimsoll@example.org',
      to: ['ada@example.org', 'bob@example.org'],
      secure: true,
      user: 'plimsoll',
    })
    expect(sent?.mail.text).toContain(`Open in Plimsoll: ${LINK}`)
    expect(sent?.mail.html).toContain(`href="${LINK}"`)
    expect(Object.fromEntries(sent?.mail.headers ?? [])).toMatchObject({
      subject: 'CVE-2026-1234 in openssl (new)',
      'message-id': `<${notice().id}@example.org>`,
      'auto-submitted': 'auto-generated',
    })
  })

  it('sends plainly only where that was chosen', async () => {
    await using stub = await startSmtpStub({ disabledCommands: ['AUTH', 'STARTTLS'] })
    const plainly = { encryption: 'none', username: '', password: '' }
    expect(await email.send(settingsOf(stub, plainly), notice(), outbound)).toEqual({ ok: true })
    expect(stub.mails[0]?.secure).toBe(false)
    const wanted = await email.send(settingsOf(stub), notice(), outbound)
    expect(wanted).toMatchObject({ ok: false, retryable: false, detail: expect.stringContaining('kind of encryption') })
    expect(stub.mails).toHaveLength(1)
  })

  it('sends no password to a server whose certificate it cannot trust', async () => {
    for (const [encryption, options] of [
      ['starttls', {}],
      ['tls', { secure: true }],
    ] as const) {
      await using stub = await startSmtpStub(options)
      const sent = email.send(settingsOf(stub, { encryption }), notice(), outbound)
      if (encryption === 'tls') await expect(sent).rejects.toMatchObject({ retryable: false })
      else
        expect(await sent).toMatchObject({
          ok: false,
          retryable: false,
          detail: expect.stringContaining('certificate'),
        })
      expect(stub.mails).toEqual([])
    }
  })

  it('smuggles no header, recipient or markup, whatever a text says', async () => {
    await using stub = await startSmtpStub()
    trust(stub)
    expect(await email.send(settingsOf(stub), hostileNotice(), outbound)).toEqual({ ok: true })
    const [sent] = stub.mails
    const names = sent?.mail.headers.map(([name]) => name).sort()
    expect(names).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'references',
      'subject',
      'to',
      'x-auto-response-suppress',
    ])
    expect(sent?.to).toEqual(['ada@example.org', 'bob@example.org'])
    expect(sent?.mail.html).not.toMatch(/<(script|img|b>)/i)
    expect(sent?.mail.html).not.toContain('javascript:alert(1)"')
    expect(sent?.mail.html).toContain('&#60;script&#62;')
    expect(sent?.mail.text).toContain('<script>alert(1)</script>')
  })

  it.each([
    ['text without end', hostileNotice(400)],
    ['a digest without end', digestNotice('ü'.repeat(5000))],
  ])('keeps %s within what a server takes, with its link', async (_what, message) => {
    await using stub = await startSmtpStub()
    trust(stub)
    expect(await email.send(settingsOf(stub), message, outbound)).toEqual({ ok: true })
    expect(stub.mails[0]?.mail.text).toContain(`Open in Plimsoll: ${LINK}\n`)
  })

  it('keeps messages on one thing together', async () => {
    await using stub = await startSmtpStub()
    trust(stub)
    await email.send(settingsOf(stub), notice(), outbound)
    await email.send(settingsOf(stub), notice({ id: 'b', events: ['overdue'] }), outbound)
    const references = stub.mails.map(({ mail }) => mail.headers.find(([name]) => name === 'references')?.[1])
    expect(references[0]).toMatch(/^<\S+@example\.org>$/)
    expect(references[0]).toBe(references[1])
  })

  it.each([
    ['a wrong password', { password: 'wrong' }, /^localhost: 535 .*Check user name and password/],
    ['a sender that is not ours', { from: 'x@other.test' }, /550 5\.7\.60.*Check sender and recipients/],
    ['nobody who takes it', { to: ['nobody@example.org'] }, /5\.1\.1/],
    [
      'one who does not',
      { to: ['ada@example.org', 'gone@example.org'] },
      /^Sent to 1 of 2; refused for gone@example\.org: .*5\.1\.1/,
    ],
  ])('does not try again for %s', async (_what, change, detail) => {
    await using stub = await startSmtpStub()
    trust(stub)
    const delivery = await email.send(settingsOf(stub, change), notice(), outbound)
    expect(delivery).toMatchObject({ ok: false, retryable: false, detail: expect.stringMatching(detail) })
    expect(JSON.stringify(delivery)).not.toContain('wrong')
  })

  it('comes again later when the server says so', async () => {
    await using stub = await startSmtpStub()
    trust(stub)
    stub.throttle()
    expect(await email.send(settingsOf(stub), notice(), outbound)).toMatchObject({
      ok: false,
      retryable: true,
      detail: expect.stringContaining('4.7.1 Too many messages'),
    })
  })

  it.each([
    [{ to: [] }, /at least one recipient/],
    [{ to: ['ada@example.org\r\nBcc: x@y.z'] }, /Write an address/],
    [{ from: 'Ada <ada@example.org>' }, /Write an address/],
    [{ host: 'https://smtp.example.org' }, /without https/],
    [{ encryption: 'none' }, /sent over TLS only/],
    [{ password: '' }, /both user name and password/],
  ])('refuses settings that cannot work: %j', async (change, message) => {
    const settings = { to: ['a@example.org'], from: 'b@example.org', host: 'localhost', ...SMTP_USER, ...change }
    expect(email.settings.safeParse(settings).error?.message).toMatch(message)
  })
})
