import { createTransport } from 'nodemailer'
import * as z from 'zod'
import type { Notice } from '../../domain/notice.ts'
import { outboundError } from '../guarded-fetch.ts'
import { mailParts } from '../message/mail-parts.ts'
import type { Outbound } from '../outbound.ts'
import { type Delivery, type Provider, secret } from '../provider.ts'
import { line } from './setting-fields.ts'

const mailbox = () => z.email('Write an address like security@example.org').max(254)

const Settings = z
  .object({
    to: z.array(mailbox()).min(1, 'Give at least one recipient').max(50).meta({
      title: 'Recipients',
      description: 'Everybody here gets the same message and sees who else gets it.',
    }),
    from: mailbox().meta({ title: 'Sender', description: 'The address that the server lets this account send from.' }),
    host: z
      .string()
      .trim()
      .regex(/^[\p{L}\p{N}.:-]{1,253}$/u, 'Write the name of the server without https:// and port')
      .meta({
        title: 'Server',
        description: 'Name of the SMTP server that takes mail of your organisation: smtp.example.org.',
      }),
    port: z
      .int()
      .min(1)
      .max(65_535)
      .default(587)
      .meta({ title: 'Port', description: '587 for STARTTLS, 465 for TLS, 25 inside some networks.' }),
    encryption: z.enum(['starttls', 'tls', 'none']).default('starttls').meta({
      title: 'Encryption',
      description:
        'starttls begins plainly and must go on with TLS; tls from the first byte; none only where the server knows no other way.',
    }),
    username: line(254).meta({ title: 'User name', description: 'Empty where the server asks for none.' }),
    password: secret(
      z
        .string()
        .max(1000)
        .default('')
        .meta({ title: 'Password', description: 'Often one made for applications only.' }),
    ),
  })
  .refine((one) => one.encryption !== 'none' || one.password === '', {
    path: ['encryption'],
    message: 'A password is sent over TLS only: choose starttls or tls',
  })
  .refine((one) => (one.username === '') === (one.password === ''), {
    path: ['username'],
    message: 'Give both user name and password, or neither',
  })
type Settings = z.infer<typeof Settings>

const GREETING_MS = 10_000
const SILENCE_MS = 20_000

/** One message to all recipients by SMTP (RFC 5321), with a plain and an HTML part. */
export const email: Provider<Settings> = {
  name: 'email',
  label: 'E-mail',
  manner: 'message',
  settings: Settings,
  endpoint: (settings) => `${settings.host}:${settings.port}`,
  render: (_settings, notice) => ({ contentType: 'text/html', body: mailParts(notice).html }),
  async send(settings, notice, outbound) {
    const transport = createTransport(await transportOptions(settings, outbound))
    try {
      const { accepted, rejected, rejectedErrors } = await transport.sendMail(mailOf(settings, notice))
      if (rejected.length === 0) return { ok: true }
      return partly(accepted.length, rejected, rejectedErrors?.[0]?.message ?? '')
    } catch (error) {
      return failed(settings, error as SmtpError)
    } finally {
      transport.close()
    }
  },
}

/** The connection comes from the guard; nodemailer speaks SMTP on it and, for STARTTLS, goes on with TLS under the server's name. */
async function transportOptions(settings: Settings, outbound: Outbound) {
  const { host, port, encryption, username, password } = settings
  const connection = await outbound.connect({ host, port }, encryption === 'tls')
  return {
    host,
    port,
    connection,
    secure: encryption === 'tls',
    secured: encryption === 'tls',
    requireTLS: encryption === 'starttls',
    ignoreTLS: encryption === 'none',
    greetingTimeout: GREETING_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(username && { auth: { user: username, pass: password } }),
  }
}

/**
 * Messages on one thing are one conversation: each refers to an id made of its key. The id of the message itself is that of
 * the notice, so that a server can tell a second attempt.
 */
function mailOf(settings: Settings, notice: Notice) {
  const domain = settings.from.slice(settings.from.lastIndexOf('@') + 1)
  const { subject, text, html } = mailParts(notice)
  const thread = Buffer.from(notice.dedupeKey).toString('base64url').slice(0, 120)
  return {
    from: { name: 'Plimsoll', address: settings.from },
    to: settings.to.map((address) => ({ name: '', address })),
    subject,
    text,
    html,
    messageId: `<${notice.id}@${domain}>`,
    references: [`<${thread}@${domain}>`],
    date: notice.at,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  }
}

interface SmtpError extends Error {
  code?: string
  /** Of the socket or of TLS, where nodemailer puts its own in its place. */
  originalCode?: string
  responseCode?: number
  response?: string
}

/** What waiting does not mend. */
const ADVICE: Partial<Record<string, string>> = {
  EAUTH: 'Check user name and password, and that the server lets this account send by SMTP.',
  ENOAUTH: 'Check user name and password.',
  ETLS: 'Check that the server offers this kind of encryption on this port, and its certificate.',
  EENVELOPE: 'Check sender and recipients.',
}

function failed(settings: Settings, error: SmtpError): Delivery {
  const { code = '', originalCode, responseCode = 0 } = error
  if (originalCode) {
    const { message, retryable } = outboundError(
      settings.host,
      Object.assign(new Error(error.message), { code: originalCode }),
    )
    return { ok: false, retryable, detail: message }
  }
  const passing = responseCode >= 400 && responseCode < 500
  const advice = passing ? 'It is sent again later.' : ADVICE[code]
  return {
    ok: false,
    retryable: passing || (responseCode === 0 && ADVICE[code] === undefined),
    detail: `${settings.host}: ${said(error.response ?? error.message)}${advice ? `. ${advice}` : ''}`,
  }
}

/** Sending again would reach those twice who have it, so a person decides. */
function partly(accepted: number, rejected: string[], reason: string): Delivery {
  const detail = `Sent to ${accepted} of ${accepted + rejected.length}; refused for ${rejected.join(', ')}: ${said(reason)}. Check these addresses.`
  return { ok: false, retryable: false, detail }
}

function said(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300)
}
