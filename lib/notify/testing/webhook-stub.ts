import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { type HttpStub, isJson, type StubRequest, startHttpStub } from './http-stub.ts'

/** Times may differ by so much, against replays. */
const TOLERANCE_SECONDS = 5 * 60
const Body = z.strictObject({
  type: z.string().regex(/^[a-z]+\.[a-z-]+$/),
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
})

/** A receiver that knows one secret and takes what is signed with it, as Standard Webhooks asks of receivers. */
export function startWebhookStub(secret: string): Promise<HttpStub> {
  const seen = new Set<string>()
  return startHttpStub(
    (request) => {
      const id = signedId(request, secret)
      if (id === null) return { status: 401, text: 'signature does not fit' }
      if (!isJson(request) || !Body.safeParse(request.json).success) return { status: 400, text: 'not the agreed body' }
      const known = seen.has(id)
      seen.add(id)
      return { status: 200, text: known ? 'known already' : 'taken' }
    },
    () => ({ status: 429, headers: { 'retry-after': '120' }, text: 'too many' }),
  )
}

function signedId({ headers, text }: StubRequest, secret: string): string | null {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => headers[name],
  )
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return null
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return null
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest()
  const fits = signatures.split(' ').some((one) => {
    const [version, signature = ''] = one.split(',')
    const given = Buffer.from(signature, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
  return fits ? id : null
}
