import { createHmac } from 'node:crypto'

const PREFIX = 'whsec_'

/** The key of a secret as it is written: base64, with or without `whsec_`. Null when it is none or not 24 to 64 bytes long. */
export function webhookKey(secret: string): Buffer | null {
  const written = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(written)) return null
  const key = Buffer.from(written, 'base64')
  return key.length >= 24 && key.length <= 64 ? key : null
}

/**
 * The headers of a signed webhook; one signature for each key, so that a receiver may know the old or the new one while a
 * secret is changed.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signedHeaders(id: string, at: Date, body: string, keys: Buffer[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signatures = keys.map(
    (key) => `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  )
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
