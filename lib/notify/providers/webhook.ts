import * as z from 'zod'
import type { Notice } from '../../domain/notice.ts'
import { signedHeaders, webhookKey } from '../message/webhook-signature.ts'
import { type Provider, secret } from '../provider.ts'
import { refusal } from './refusal.ts'
import { address } from './setting-fields.ts'

const KEY = 'Write whsec_ and 24 to 64 bytes in base64; `openssl rand -base64 32` makes them'
const isKey = (written: string) => webhookKey(written) !== null

const Settings = z.object({
  url: address().meta({
    title: 'Address',
    description: 'Gets a POST of JSON for each message and answers 2xx within 15 seconds.',
  }),
  signingSecret: secret(
    z.string().trim().refine(isKey, KEY).meta({
      title: 'Signing secret',
      description:
        'The receiver checks the signature with it (Standard Webhooks). Make one with `openssl rand -base64 32`, write whsec_ before it, and give it to both sides.',
    }),
  ),
  previousSecret: secret(
    z
      .string()
      .trim()
      .refine((written) => written === '' || isKey(written), KEY)
      .default('')
      .meta({
        title: 'Previous signing secret',
        description:
          'While you change the secret: messages have a signature by each. Empty it when the receiver knows the new one.',
      }),
  ),
})
type Settings = z.infer<typeof Settings>

/** @see https://www.standardwebhooks.com */
export const webhook: Provider<Settings> = {
  name: 'webhook',
  label: 'Webhook',
  manner: 'message',
  settings: Settings,
  endpoint: (settings) => new URL(settings.url).origin,
  render: (_settings, notice) => ({ contentType: 'application/json', body: webhookBody(notice) }),
  async send(settings, notice, outbound) {
    const body = webhookBody(notice)
    const keys = [settings.signingSecret, settings.previousSecret].map(webhookKey).filter((key) => key !== null)
    const response = await outbound.fetch({
      method: 'POST',
      url: settings.url,
      headers: { 'content-type': 'application/json', ...signedHeaders(notice.id, new Date(), body, keys) },
      body,
    })
    if (response.status >= 200 && response.status < 300) return { ok: true }
    const gone = response.status === 410
    return refusal('The webhook', response, {
      ...(gone && { advice: 'It wants no more messages: remove the channel.' }),
    })
  },
}

/**
 * What a receiver gets, as docs/routes-providers.md describes it. Names of fields are a promise: they may be added to, and
 * never change.
 */
export function webhookBody(notice: Notice): string {
  const { subject, digest } = notice
  return JSON.stringify({
    type: `${subject?.type ?? 'digest'}.${notice.events.at(-1)}`,
    timestamp: notice.at.toISOString(),
    data: {
      test: notice.test,
      events: notice.events,
      dedupeKey: notice.dedupeKey,
      title: notice.title,
      text: notice.text,
      url: notice.url,
      subject: subject && { ...subject, facts: Object.fromEntries(subject.facts) },
      digest,
    },
  })
}
