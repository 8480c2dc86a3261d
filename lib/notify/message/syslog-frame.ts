import { shortenBytes } from './hostile-text.ts'

/** Facility names of RFC 5424 §6.2.1 that an application may use. */
export const FACILITIES = {
  user: 1,
  auth: 4,
  authpriv: 10,
  audit: 13,
  local0: 16,
  local1: 17,
  local2: 18,
  local3: 19,
  local4: 20,
  local5: 21,
  local6: 22,
  local7: 23,
} as const

export type Facility = keyof typeof FACILITIES

/** What every receiver of RFC 5425 takes; over UDP what fits a receiver of RFC 5426 §3.2. */
export const MESSAGE_BYTES = { tcp: 8192, tls: 8192, udp: 2048 } as const

export interface SyslogMessage {
  facility: Facility
  /** 0 emergency … 7 debug. */
  severity: number
  at: Date
  hostname: string
  messageId: string
  text: string
}

/**
 * A message of RFC 5424 without structured data, at most `sizeBytes` long: what a SIEM reads is the CEF line. The text has
 * no byte order mark (§6.4 allows that as MSG-ANY), because CEF must begin at the first byte.
 */
export function syslogMessage(message: SyslogMessage, sizeBytes: number): Buffer {
  const priority = FACILITIES[message.facility] * 8 + message.severity
  const head = [
    `<${priority}>1`,
    message.at.toISOString(),
    name(message.hostname, 255),
    'plimsoll',
    '-',
    name(message.messageId, 32),
    '-',
  ].join(' ')
  const room = sizeBytes - Buffer.byteLength(head) - 1
  return Buffer.from(`${head} ${shortenBytes(message.text, room)}`)
}

/** Octet counting of RFC 6587 §3.4.1 and RFC 5425 §4.3: the length in bytes, a space, the message. */
export function countedFrame(message: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${message.length} `), message])
}

/** Names are printable ASCII without blanks; `-` says that there is none. */
function name(text: string, length: number): string {
  return text.replace(/[^!-~]/g, '').slice(0, length) || '-'
}
