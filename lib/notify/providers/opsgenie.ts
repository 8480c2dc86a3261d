import * as z from 'zod'
import type { Notice } from '../../domain/notice.ts'
import type { Severity } from '../../domain/severity.ts'
import { shorten, withoutMentions } from '../message/hostile-text.ts'
import { outlineOf } from '../message/outline.ts'
import { type Provider, secret } from '../provider.ts'
import { alertKey } from './alert-key.ts'
import { callJson } from './json-call.ts'
import { refusal } from './refusal.ts'
import { address, labels, line, token, under } from './setting-fields.ts'

const Settings = z.object({
  apiKey: secret(
    token().min(1).meta({
      title: 'API key',
      description:
        'In Opsgenie: the team → Integrations → Add integration → API → API key. It needs "Create and update access".',
    }),
  ),
  responderTeam: line(100).meta({
    title: 'Team',
    description: 'Name of the Opsgenie team that is called. Empty: the team that the integration belongs to.',
  }),
  tags: labels().meta({ title: 'Tags', description: 'Put on each alert.' }),
  apiUrl: address().default('https://api.opsgenie.com').meta({
    title: 'API address',
    description: 'https://api.opsgenie.com, or https://api.eu.opsgenie.com for accounts in the EU.',
  }),
})
type Settings = z.infer<typeof Settings>

const MESSAGE_LENGTH = 130
const ALIAS_LENGTH = 512
const DESCRIPTION_LENGTH = 15_000
const DETAIL_LENGTH = 200
const PRIORITY: Record<Severity, string> = { critical: 'P1', high: 'P2', medium: 'P3', low: 'P4', unknown: 'P3' }
const Answer = z.object({ message: z.string() })

/** @see https://docs.opsgenie.com/docs/alert-api */
export const opsgenie: Provider<Settings> = {
  name: 'opsgenie',
  label: 'Opsgenie',
  manner: 'alert',
  settings: Settings,
  endpoint: (settings) => under(settings.apiUrl, ''),
  render: (settings, notice) => ({
    contentType: 'application/json',
    body: JSON.stringify(requestOf(settings, notice).json),
  }),
  async send(settings, notice, outbound) {
    const { alias, path, json } = requestOf(settings, notice)
    const {
      response,
      ok,
      json: said,
    } = await callJson(outbound, {
      method: 'POST',
      url: under(settings.apiUrl, path),
      headers: { authorization: `GenieKey ${settings.apiKey}` },
      json,
    })
    if (ok) return { ok: true, remoteKey: alias }
    const answer = Answer.safeParse(said).data
    return refusal('Opsgenie', response, {
      ...(answer && { said: answer.message }),
      retryAfterSeconds: periodSeconds(response.headers['x-ratelimit-period-in-sec']),
    })
  },
}

function periodSeconds(header: string | undefined): number | undefined {
  return header && /^\d{1,6}$/.test(header) ? Number(header) : undefined
}

/**
 * An alert with an alias that is open is counted up and not opened twice. Closing is taken even where no alert has the
 * alias, so that it can be sent again.
 */
function requestOf(settings: Settings, notice: Notice) {
  const alias = notice.remoteKey ?? alertKey(notice.dedupeKey, ALIAS_LENGTH)
  const outline = outlineOf(notice)
  if (notice.operation === 'close') {
    const json = { source: 'Plimsoll', note: withoutTags(`${outline.happened}: ${outline.title} ${outline.url}`) }
    return { alias, path: `/v2/alerts/${encodeURIComponent(alias)}/close?identifierType=alias`, json }
  }
  const items = outline.items.map(({ title, detail, url }) => `- ${title} · ${detail}\n  ${url}`)
  const description = [outline.url, outline.text, ...items, outline.unnamed > 0 ? `and ${outline.unnamed} more` : '']
  const json = {
    message: shorten(withoutTags(outline.title), MESSAGE_LENGTH),
    alias,
    description: shorten(withoutTags(description.filter(Boolean).join('\n\n')), DESCRIPTION_LENGTH),
    ...(settings.responderTeam && { responders: [{ type: 'team', name: settings.responderTeam }] }),
    tags: settings.tags,
    details: Object.fromEntries(
      outline.facts.map(([label, value]) => [withoutTags(label), shorten(withoutTags(value), DETAIL_LENGTH)]),
    ),
    source: 'Plimsoll',
    priority: PRIORITY[notice.subject?.severity ?? 'unknown'],
  }
  return { alias, path: '/v2/alerts', json }
}

/** Opsgenie shows HTML in these fields; with a blank of no width after it, `<` begins no tag. */
function withoutTags(text: string): string {
  return withoutMentions(text, /<(?=[a-z/!?])/gi)
}
