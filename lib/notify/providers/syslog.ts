import type { Socket } from 'node:net'
import { finished } from 'node:stream/promises'
import { setTimeout as after } from 'node:timers/promises'
import * as z from 'zod'
import type { Notice } from '../../domain/notice.ts'
import type { Severity } from '../../domain/severity.ts'
import { outboundError } from '../guarded-fetch.ts'
import { cefLine } from '../message/cef.ts'
import { outlineOf } from '../message/outline.ts'
import { countedFrame, FACILITIES, type Facility, MESSAGE_BYTES, syslogMessage } from '../message/syslog-frame.ts'
import type { Provider } from '../provider.ts'
import { line } from './setting-fields.ts'

const Settings = z.object({
  host: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}.:-]{1,253}$/u, 'Write the name of the receiver without port')
    .meta({ title: 'Receiver', description: 'Name of the SIEM or of its collector: siem.example.org.' }),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .default(6514)
    .meta({ title: 'Port', description: '6514 for TLS, 601 or 514 for TCP, 514 for UDP.' }),
  transport: z.enum(['tls', 'tcp', 'udp']).default('tls').meta({
    title: 'Transport',
    description: 'tls is read by nobody on the way; tcp is; udp may lose messages, and nobody learns of it.',
  }),
  facility: z
    .enum(Object.keys(FACILITIES) as [Facility, ...Facility[]])
    .default('local4')
    .meta({ title: 'Facility', description: 'By which the receiver sorts messages.' }),
  hostname: line(200).meta({
    title: 'Own name',
    description: 'What messages say they come from. Empty: the host of the address of Plimsoll.',
  }),
})
type Settings = z.infer<typeof Settings>

/** 0–10 of CEF, and 0–7 of RFC 5424 §6.2.1. */
const CEF_SEVERITY: Record<Severity, number> = { critical: 10, high: 8, medium: 5, low: 3, unknown: 5 }
const SYSLOG_SEVERITY: Record<Severity, number> = { critical: 2, high: 3, medium: 4, low: 5, unknown: 4 }
const VERSION = '1'

/** CEF in messages of RFC 5424: over TLS (RFC 5425), TCP with octet counting (RFC 6587 §3.4.1) or UDP (RFC 5426). */
export const syslog: Provider<Settings> = {
  name: 'syslog',
  label: 'Syslog (CEF)',
  manner: 'message',
  settings: Settings,
  endpoint: (settings) => `${settings.transport}://${settings.host}:${settings.port}`,
  render: (settings, notice) => ({ contentType: 'text/plain', body: messageOf(settings, notice).toString() }),
  async send(settings, notice, outbound) {
    const { host, port, transport } = settings
    const message = messageOf(settings, notice)
    if (transport === 'udp') await outbound.datagram({ host, port }, message)
    else await deliver(await outbound.connect({ host, port }, transport === 'tls'), countedFrame(message), host)
    return { ok: true }
  },
}

/** How long a receiver may take to end its side; some never do. */
const ENDING_MS = 2000

/**
 * Syslog answers nothing. What shows is a receiver that breaks the connection off while it is written to or right after:
 * then something may be lost, and it is sent again.
 */
async function deliver(socket: Socket, frame: Buffer, host: string): Promise<void> {
  try {
    socket.resume()
    socket.end(frame)
    await finished(socket, { readable: false })
    await Promise.race([finished(socket), after(ENDING_MS, undefined, { ref: false })])
  } catch (error) {
    throw outboundError(host, error as Error)
  } finally {
    socket.destroy()
  }
}

function messageOf(settings: Settings, notice: Notice): Buffer {
  const severity = notice.subject?.severity ?? 'unknown'
  return syslogMessage(
    {
      facility: settings.facility,
      severity: notice.operation === 'close' ? 6 : SYSLOG_SEVERITY[severity],
      at: notice.at,
      hostname: settings.hostname || new URL(notice.url).hostname,
      messageId: classOf(notice),
      text: cefOf(notice, CEF_SEVERITY[severity]),
    },
    MESSAGE_BYTES[settings.transport],
  )
}

function classOf(notice: Notice): string {
  return `${notice.subject?.type ?? 'digest'}.${notice.events.at(-1)}`
}

/** The link stands before every long text, so that it survives where a message is cut. */
function cefOf(notice: Notice, severity: number): string {
  const outline = outlineOf(notice)
  const { subject } = notice
  const extension: [string, string][] = [
    ['rt', String(notice.at.getTime())],
    ['externalId', notice.dedupeKey],
    ['request', outline.url],
    ['cat', notice.events.join(',')],
    ...custom(1, 'Team', subject?.team?.slug),
    ...custom(2, 'Where', subject?.where),
    ...custom(3, 'Environment', subject?.environment),
    ...custom(4, 'Stage', subject?.stage),
    ...(subject?.risk === null || subject?.risk === undefined
      ? []
      : ([
          ['cn1Label', 'Risk'],
          ['cn1', String(subject.risk)],
        ] as [string, string][])),
    ...(subject?.dueAt
      ? ([
          ['deviceCustomDate1Label', 'Due'],
          ['deviceCustomDate1', String(subject.dueAt.getTime())],
        ] as [string, string][])
      : []),
    ['msg', outline.text],
    ...custom(5, 'Facts', (subject?.facts ?? []).map(([label, value]) => `${label}: ${value}`).join('\n')),
    ...custom(6, 'Things', outline.items.map(({ title, url }) => `${title} ${url}`).join('\n')),
  ]
  return cefLine({ version: VERSION, classId: classOf(notice), name: outline.title, severity, extension })
}

function custom(number: number, label: string, value: string | null | undefined): [string, string][] {
  return value
    ? [
        [`cs${number}Label`, label],
        [`cs${number}`, value],
      ]
    : []
}
