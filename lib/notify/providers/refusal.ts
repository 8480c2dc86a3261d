import type { OutboundResponse } from '../outbound.ts'
import { type Delivery, refusedDelivery } from '../provider.ts'

/** What a refusal means where a provider says more than the status does. */
export interface Reading {
  /** What the body says, in the provider's words. */
  said?: string
  /** What to do about it, one sentence. */
  advice?: string | undefined
  /** Where the status alone would say otherwise. */
  retryable?: boolean | undefined
  retryAfterSeconds?: number | null | undefined
}

/** A failed delivery that says who refused, in which words, and what to do. */
export function refusal(who: string, response: OutboundResponse, reading: Reading = {}): Delivery & { ok: false } {
  const plain = refusedDelivery(response, reading.said)
  if (plain.ok) throw new Error(`${who} did not refuse`)
  const advice = reading.advice ?? ADVICE[response.status]
  const wait = reading.retryAfterSeconds ?? plain.retryAfterSeconds
  return {
    ok: false,
    retryable: reading.retryable ?? plain.retryable,
    ...(wait !== undefined && { retryAfterSeconds: wait }),
    detail: `${who}: ${plain.detail}${advice ? `. ${advice}` : ''}`,
  }
}

const ADVICE: Partial<Record<number, string>> = {
  401: 'Check the token: it is wrong, has expired or was withdrawn.',
  403: 'Check what the token may do.',
  404: 'Check the address and names, and that the token may see them.',
  413: 'The message is too large for it.',
  429: 'It takes no more for the moment; this is sent again later.',
}

/** Seconds until a point in time that a header gives as seconds since 1970; null where it does not. */
export function secondsUntil(epochSeconds: string | undefined, now = Date.now()): number | null {
  if (!epochSeconds || !/^\d{1,12}$/.test(epochSeconds)) return null
  return Math.max(0, Math.ceil(Number(epochSeconds) - now / 1000))
}
