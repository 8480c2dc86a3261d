import * as z from 'zod'
import type { Notice } from '../domain/notice.ts'
import type { Outbound, OutboundResponse } from './outbound.ts'

/** How one attempt went. `detail` is shown to people: what the endpoint said, without secrets. */
export type Delivery =
  | { ok: true; remoteKey?: string; remoteUrl?: string }
  | { ok: false; retryable: boolean; retryAfterSeconds?: number; detail: string }

/** What became of a ticket over there. `state` is its own word ("In Progress"); evidence only, it never closes an issue here. */
export interface RemoteState {
  state: string
  closed: boolean
}

/** What the preview shows: as sent, but for secrets and signatures. */
export interface Rendering {
  /** `application/json`, `text/html`, `message/rfc822`, `text/plain`. */
  contentType: string
  body: string
}

/**
 * A kind of channel. `settings` is a flat z.object of strings, numbers, booleans, enums and arrays of strings: the editor draws its form
 * from it. Give each field `.meta({ title, description? })`; wrap secrets in `secret(…)`. No provider logs, catches OutboundError, retries or
 * waits by itself.
 */
export interface Provider<Settings extends object = Record<string, unknown>> {
  /** `slack`, `teams`, `email`, `webhook`, `jira`, `github`, `gitlab`, `pagerduty`, `opsgenie`, `syslog`. */
  name: string
  /** As people know it: "Microsoft Teams". */
  label: string
  /** `message` tells, `ticket` keeps one thing over there for one here, `alert` is opened and resolved. The last two get `update` and `close`. */
  manner: 'message' | 'ticket' | 'alert'
  settings: z.ZodType<Settings, object>
  /** Host and port, or URL, that it will call: for the endpoint's name and for the check at save. */
  endpoint(settings: Settings): string
  /** Pure. `send` uses the same rendering. */
  render(settings: Settings, notice: Notice): Rendering
  send(settings: Settings, notice: Notice, outbound: Outbound): Promise<Delivery>
  /** State of a ticket over there; null when it is gone. Throws OutboundError. */
  remoteState?(settings: Settings, remoteKey: string, outbound: Outbound): Promise<RemoteState | null>
}

/** Marks a setting as secret: encrypted at rest, never returned by the API, masked in logs. */
export function secret<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ ...schema.meta(), secret: true })
}

/** Names of the secret settings of a provider. */
export function secretNames(settings: z.ZodType): string[] {
  if (!(settings instanceof z.ZodObject)) return []
  return Object.entries(settings.shape as Record<string, z.ZodType>)
    .filter(([, field]) => field.meta()?.secret === true)
    .map(([name]) => name)
}

/** The failed delivery of an HTTP answer that is not 2xx; `said` is what the body says, in the provider's words. */
export function refusedDelivery(response: OutboundResponse, said = response.text, now = new Date()): Delivery {
  const { status, headers } = response
  const wait = retryAfterSeconds(headers['retry-after'], now)
  return {
    ok: false,
    retryable: status === 408 || status === 425 || status === 429 || status >= 500,
    ...(wait !== null && { retryAfterSeconds: wait }),
    detail: `HTTP ${status}${said.trim() ? `: ${said.trim().replace(/\s+/g, ' ').slice(0, 300)}` : ''}`,
  }
}

/** Seconds of a Retry-After header, which is a number or an HTTP date (RFC 9110 §10.2.3). Null when there is none that can be read. */
export function retryAfterSeconds(header: string | undefined, now: Date): number | null {
  if (!header) return null
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000))
}
