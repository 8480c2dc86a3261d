import * as z from 'zod'
import { slackMessage } from '../message/slack-blocks.ts'
import { type Provider, secret } from '../provider.ts'
import { callJson } from './json-call.ts'
import { refusal } from './refusal.ts'
import { address, line, optionalAddress, token, under } from './setting-fields.ts'

const Settings = z
  .object({
    webhookUrl: secret(
      optionalAddress().meta({
        title: 'Incoming webhook',
        description:
          'In Slack: your app → Incoming Webhooks → Add New Webhook. It begins with https://hooks.slack.com/services/. It posts to the one channel that was chosen there. Leave it empty to use a bot.',
      }),
    ),
    botToken: secret(
      token().default('').meta({
        title: 'Bot token',
        description:
          'In Slack: your app → OAuth & Permissions → Bot User OAuth Token (xoxb-…), with the scope chat:write. Only without a webhook.',
      }),
    ),
    channel: line(80).meta({
      title: 'Channel',
      description:
        'Id of the channel (C…), at the bottom of its details in Slack. Invite the app to it. Only with a bot.',
    }),
    apiUrl: address().default('https://slack.com/api').meta({
      title: 'API address',
      description: 'https://slack.com/api, or https://slack-gov.com/api for GovSlack. Only with a bot.',
    }),
  })
  .refine((one) => (one.webhookUrl === '') !== (one.botToken === ''), {
    path: ['webhookUrl'],
    message: 'Give either an incoming webhook or a bot token',
  })
  .refine((one) => one.botToken === '' || one.channel !== '', {
    path: ['channel'],
    message: 'A bot needs the id of the channel it posts to',
  })
type Settings = z.infer<typeof Settings>

/** What a person can do about an answer of Slack; others are shown as they are. */
const ADVICE: Record<string, string> = {
  no_service: 'The webhook was removed or switched off in Slack: make a new one.',
  no_active_hooks: 'The webhook was switched off in Slack: make a new one.',
  invalid_token: 'The address of the webhook is incomplete: copy it again.',
  no_team: 'The address of the webhook is incomplete: copy it again.',
  channel_not_found: 'Check the id of the channel, and invite the app if the channel is private.',
  not_in_channel: 'Invite the app to the channel.',
  channel_is_archived: 'The channel is archived: choose another one.',
  is_archived: 'The channel is archived: choose another one.',
  action_prohibited: 'A restriction of the workspace forbids it: ask its administrator.',
  posting_to_general_channel_denied: 'Only some people may post to this channel: ask its administrator.',
  restricted_action: 'A restriction of the workspace forbids it: ask its administrator.',
  invalid_auth: 'The bot token is not valid: copy it again.',
  not_authed: 'The bot token is missing.',
  token_revoked: 'The bot token was withdrawn: install the app again and copy the new one.',
  token_expired: 'The bot token has expired: copy the new one.',
  account_inactive: 'The app was removed from the workspace: install it again.',
  missing_scope: 'Give the app the scope chat:write and install it again.',
}
/** Slack's own troubles, which pass. */
const PASSING = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'rollup_error',
  'team_added_to_org',
])

const Answer = z.object({ ok: z.boolean(), error: z.string().optional() })

/** @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks and chat.postMessage */
export const slack: Provider<Settings> = {
  name: 'slack',
  label: 'Slack',
  manner: 'message',
  settings: Settings,
  endpoint: (settings) =>
    settings.webhookUrl ? new URL(settings.webhookUrl).origin : under(settings.apiUrl, `/${settings.channel}`),
  render: (settings, notice) => ({ contentType: 'application/json', body: JSON.stringify(bodyOf(settings, notice)) }),
  async send(settings, notice, outbound) {
    const json = bodyOf(settings, notice)
    if (settings.webhookUrl) {
      const { response, ok } = await callJson(outbound, { method: 'POST', url: settings.webhookUrl, json })
      return ok ? { ok: true } : refused(response, response.text.trim())
    }
    const {
      response,
      ok,
      json: said,
    } = await callJson(outbound, {
      method: 'POST',
      url: under(settings.apiUrl, '/chat.postMessage'),
      headers: { authorization: `Bearer ${settings.botToken}` },
      json,
    })
    const answer = Answer.safeParse(said)
    if (ok && answer.data?.ok) return { ok: true }
    return refused(response, answer.data?.error ?? response.text)
  },
}

function bodyOf(settings: Settings, notice: Parameters<typeof slackMessage>[0]) {
  const quiet = { ...slackMessage(notice), unfurl_links: false, unfurl_media: false }
  return settings.webhookUrl ? quiet : { channel: settings.channel, ...quiet, parse: 'none', link_names: false }
}

function refused(response: Parameters<typeof refusal>[1], said: string) {
  return refusal('Slack', response, {
    said,
    advice: ADVICE[said],
    ...(PASSING.has(said) && { retryable: true }),
  })
}
