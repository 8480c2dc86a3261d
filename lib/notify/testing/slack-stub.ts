import * as z from 'zod'
import { type HttpStub, isJson, type StubAnswer, type StubRequest, startHttpStub } from './http-stub.ts'

/** @see https://docs.slack.dev/reference/block-kit/blocks: lengths, required fields, and `invalid_blocks` for any other */
const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max), emoji: z.boolean().optional() })
const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(max), verbatim: z.boolean().optional() })
const style = z
  .strictObject({ bold: z.boolean(), italic: z.boolean(), strike: z.boolean(), code: z.boolean() })
  .partial()
const url = z.url({ protocol: /^https?$/ }).max(3000)
const richElement = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style: style.optional() }),
  z.strictObject({ type: z.literal('link'), url, text: z.string().optional(), style: style.optional() }),
])
const richSection = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(richElement).min(1) })
const richList = z.strictObject({
  type: z.literal('rich_text_list'),
  style: z.enum(['bullet', 'ordered']),
  elements: z.array(richSection).min(1),
})
const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plainText(150) }),
  z.strictObject({ type: z.literal('section'), text: z.union([plainText(3000), mrkdwn(3000)]) }),
  z.strictObject({ type: z.literal('rich_text'), elements: z.array(z.union([richSection, richList])).min(1) }),
  z.strictObject({
    type: z.literal('actions'),
    elements: z
      .array(
        z.strictObject({
          type: z.literal('button'),
          text: plainText(75),
          url: url.optional(),
          action_id: z.string().max(255),
        }),
      )
      .min(1)
      .max(25),
  }),
])
const common = {
  text: z.string().max(40_000),
  blocks: z.array(block).max(50),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
}
const WebhookBody = z.strictObject(common)
const PostBody = z.strictObject({
  channel: z.string(),
  ...common,
  parse: z.enum(['none', 'full']).optional(),
  link_names: z.boolean().optional(),
})
/** Texts of all blocks together; seen at about 13,200, documented nowhere. */
const BLOCKS_LENGTH = 13_000

export const SLACK_TOKEN = 'xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy'
export const SLACK_HOOK = '/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX'
export const SLACK_CHANNEL = 'C1234567890'

export function startSlackStub(): Promise<HttpStub> {
  return startHttpStub(
    (request) => (request.path === '/api/chat.postMessage' ? postMessage(request) : webhook(request)),
    () => ({ status: 429, headers: { 'retry-after': '30' }, json: { ok: false, error: 'ratelimited' } }),
  )
}

function webhook(request: StubRequest): StubAnswer {
  if (request.method !== 'POST') return { status: 405, text: '' }
  if (request.path !== SLACK_HOOK) return { status: 404, text: 'no_service' }
  if (!isJson(request)) return { status: 400, text: 'invalid_payload' }
  const problem = problemOf(WebhookBody, request.json)
  return problem ? { status: 400, text: problem } : { status: 200, text: 'ok' }
}

function postMessage(request: StubRequest): StubAnswer {
  const said = (error: string): StubAnswer => ({ status: 200, json: { ok: false, error } })
  if (request.headers.authorization === undefined) return said('not_authed')
  if (request.headers.authorization !== `Bearer ${SLACK_TOKEN}`) return said('invalid_auth')
  if (!isJson(request)) return said('invalid_json')
  const problem = problemOf(PostBody, request.json)
  if (problem) return said(problem)
  const { channel } = PostBody.parse(request.json)
  if (channel !== SLACK_CHANNEL) return said('channel_not_found')
  return { status: 200, json: { ok: true, channel, ts: '1503435956.000247' } }
}

function problemOf(schema: z.ZodType<{ blocks: unknown[] }>, body: unknown): string | null {
  const parsed = schema.safeParse(body)
  if (!parsed.success) return parsed.error.issues[0]?.path[0] === 'blocks' ? 'invalid_blocks' : 'invalid_arguments'
  return textLength(parsed.data.blocks) > BLOCKS_LENGTH ? 'msg_blocks_too_long' : null
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textLength(one), 0)
  if (value === null || typeof value !== 'object') return 0
  return Object.entries(value).reduce(
    (sum, [key, one]) => sum + (key === 'text' && typeof one === 'string' ? one.length : textLength(one)),
    0,
  )
}
