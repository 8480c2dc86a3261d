import * as z from 'zod'
import type { Notice } from '../../domain/notice.ts'
import type { Severity } from '../../domain/severity.ts'
import { shorten } from '../message/hostile-text.ts'
import { outlineOf } from '../message/outline.ts'
import { type Provider, secret } from '../provider.ts'
import { alertKey } from './alert-key.ts'
import { callJson } from './json-call.ts'
import { refusal } from './refusal.ts'
import { address, under } from './setting-fields.ts'

const Settings = z.object({
  routingKey: secret(
    z
      .string()
      .regex(/^[A-Za-z0-9]{32}$/, 'An integration key has 32 letters and digits')
      .meta({
        title: 'Integration key',
        description: 'In PagerDuty: the service → Integrations → Add integration → Events API V2 → Integration Key.',
      }),
  ),
  apiUrl: address().default('https://events.pagerduty.com').meta({
    title: 'API address',
    description: 'https://events.pagerduty.com, or https://events.eu.pagerduty.com in the EU service region.',
  }),
})
type Settings = z.infer<typeof Settings>

const SUMMARY_LENGTH = 1024
const KEY_LENGTH = 255
const SEVERITY: Record<Severity, string> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
  unknown: 'warning',
}
const Answer = z.object({ message: z.string().optional(), errors: z.array(z.string()).optional() })

/** @see https://developer.pagerduty.com/docs/events-api-v2 */
export const pagerduty: Provider<Settings> = {
  name: 'pagerduty',
  label: 'PagerDuty',
  manner: 'alert',
  settings: Settings,
  endpoint: (settings) => under(settings.apiUrl, ''),
  render: (_settings, notice) => ({ contentType: 'application/json', body: JSON.stringify(eventOf(notice)) }),
  async send(settings, notice, outbound) {
    const event = eventOf(notice)
    const { response, ok, json } = await callJson(outbound, {
      method: 'POST',
      url: under(settings.apiUrl, '/v2/enqueue'),
      json: { routing_key: settings.routingKey, ...event },
    })
    if (ok) return { ok: true, remoteKey: event.dedup_key }
    const answer = Answer.safeParse(json).data
    const said = [answer?.message, ...(answer?.errors ?? [])].filter(Boolean).join(': ')
    return refusal('PagerDuty', response, {
      ...(said && { said }),
      ...(response.status === 400 && /routing_key/.test(said) && { advice: 'Copy the integration key again.' }),
    })
  },
}

/** What is sent but for the key. Several messages on one thing are one alert, by `dedup_key`. */
function eventOf(notice: Notice) {
  const dedup_key = notice.remoteKey ?? alertKey(notice.dedupeKey, KEY_LENGTH)
  if (notice.operation === 'close') return { event_action: 'resolve', dedup_key }
  const outline = outlineOf(notice)
  const { subject } = notice
  return {
    event_action: 'trigger',
    dedup_key,
    payload: {
      summary: shorten(`${outline.happened}: ${outline.title}`, SUMMARY_LENGTH),
      source: factOf(outline.facts, 'Where') ?? 'Plimsoll',
      severity: SEVERITY[subject?.severity ?? 'unknown'],
      timestamp: notice.at.toISOString(),
      class: notice.events.at(-1),
      ...(subject?.team && { group: factOf(outline.facts, 'Team') }),
      custom_details: {
        text: outline.text,
        ...Object.fromEntries(outline.facts),
        ...(outline.items.length > 0 && {
          things: outline.items.map(({ title, detail, url }) => `${title} · ${detail} · ${url}`),
        }),
      },
    },
    links: [{ href: outline.url, text: 'Open in Plimsoll' }],
    client: 'Plimsoll',
    client_url: outline.url,
  }
}

function factOf(facts: [string, string][], label: string): string | undefined {
  return facts.find(([known]) => known === label)?.[1]
}
