import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { localCertificate } from './local-certificate.ts'
import { type ReadMail, readMail } from './mail-reader.ts'

export interface SmtpStub extends AsyncDisposable {
  port: number
  certificate: string
  mails: { from: string; to: string[]; secure: boolean; user: string | null; mail: ReadMail }[]
  /** The next sender is told to come again later. */
  throttle(): void
}

export const SMTP_USER = { username: 'plimsoll', password: 'a b"c\\d' }
const SIZE_BYTES = 256 * 1024

/** Codes and words of Postfix and Exchange. */
function smtpProblem(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

/** A mail server of example.org: takes mail for its own people from whoever signs in. */
export async function startSmtpStub(
  options: Pick<SMTPServerOptions, 'secure' | 'disabledCommands'> = {},
): Promise<SmtpStub> {
  const { cert, private: key } = await localCertificate()
  const mails: SmtpStub['mails'] = []
  let throttled = false
  const server = new SMTPServer({
    ...options,
    key,
    cert,
    size: SIZE_BYTES,
    authOptional: options.disabledCommands?.includes('AUTH') ?? false,
    onAuth({ username, password }, _session, done) {
      const known = username === SMTP_USER.username && password === SMTP_USER.password
      done(known ? null : smtpProblem(535, '5.7.8 Error: authentication failed'), { user: username })
    },
    onMailFrom({ address }, _session, done) {
      const later = throttled
      throttled = false
      if (later) return done(smtpProblem(451, '4.7.1 Too many messages, try again later'))
      done(/@example\.org$/.test(address) ? null : smtpProblem(550, '5.7.60 Client may not send as this sender'))
    },
    onRcptTo({ address }, _session, done) {
      if (/^(nobody|gone)@/.test(address))
        return done(smtpProblem(550, '5.1.1 Recipient address rejected: user unknown'))
      done(/@example\.org$/.test(address) ? null : smtpProblem(554, '5.7.1 Relay access denied'))
    },
    async onData(stream, session, done) {
      const raw = Buffer.concat(await stream.toArray()).toString('utf8')
      if (stream.sizeExceeded) return done(smtpProblem(552, '5.3.4 Message size exceeds fixed limit'))
      const { mailFrom, rcptTo } = session.envelope
      mails.push({
        from: mailFrom ? mailFrom.address : '',
        to: rcptTo.map(({ address }) => address),
        secure: session.secure,
        user: session.user === undefined ? null : String(session.user),
        mail: readMail(raw),
      })
      done()
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    port: (server.server.address() as AddressInfo).port,
    certificate: cert,
    mails,
    throttle: () => {
      throttled = true
    },
    [Symbol.asyncDispose]: () => new Promise((closed) => server.close(closed)),
  }
}
