import * as z from 'zod'
import type { Notice } from '../../domain/notice.ts'
import { commentMarkdown, ticketMarkdown } from '../message/ticket-markdown.ts'
import type { Outbound, OutboundRequest, OutboundResponse } from '../outbound.ts'
import { type Provider, secret } from '../provider.ts'
import { callJson } from './json-call.ts'
import { refusal, secondsUntil } from './refusal.ts'
import { address, labels, token, under } from './setting-fields.ts'
import { deliverTicket, hiddenMarker, Refused, readAs, stateOrGone, type Tracker, ticketPlace } from './ticket-flow.ts'

const Settings = z.object({
  repository: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][\w-]{0,99}\/[\w.-]{1,100}$/, 'Write owner/name')
    .meta({ title: 'Repository', description: 'Where issues are opened, as owner/name.' }),
  token: secret(
    token().min(1).meta({
      title: 'Token',
      description:
        'In GitHub: Settings → Developer settings → Fine-grained tokens, for this repository, with the permission Issues: read and write.',
    }),
  ),
  labels: labels().meta({ title: 'Labels', description: 'Put on each issue; GitHub makes those that are missing.' }),
  apiUrl: address().default('https://api.github.com').meta({
    title: 'API address',
    description: 'https://api.github.com, or https://github.example.org/api/v3 for GitHub Enterprise Server.',
  }),
})
type Settings = z.infer<typeof Settings>

const TITLE_LENGTH = 256
const BODY_LENGTH = 65_536
/** How many of the newest are looked through for what an earlier attempt made. */
const RECENT = 50
const Issue = z.object({
  number: z.int().positive(),
  html_url: z.url({ protocol: /^https?$/, normalize: true }),
  state: z.string(),
  state_reason: z.string().nullish(),
  body: z.string().nullish(),
})
const Comments = z.array(z.object({ body: z.string().nullish() }))
const Problem = z.object({
  message: z.string(),
  errors: z
    .array(z.object({ field: z.string().optional(), code: z.string().optional(), message: z.string().optional() }))
    .optional(),
})

/** @see https://docs.github.com/rest/issues/issues and its best practices for rate limits */
export const github: Provider<Settings> = {
  name: 'github',
  label: 'GitHub issues',
  manner: 'ticket',
  settings: Settings,
  endpoint: (settings) => under(settings.apiUrl, `/${settings.repository}`),
  render: (settings, notice) => ({ contentType: 'application/json', body: JSON.stringify(bodyOf(settings, notice)) }),
  send: (settings, notice, outbound) => deliverTicket(notice, trackerOf(settings, notice, outbound)),
  remoteState: (settings, remoteKey, outbound) =>
    stateOrGone(async () => {
      const issue = readAs('GitHub', Issue, await call(settings, outbound, 'GET', issuePath(remoteKey)))
      return { state: issue.state_reason ?? issue.state, closed: issue.state === 'closed' }
    }),
}

function bodyOf(settings: Settings, notice: Notice) {
  const marker = `\n\n${hiddenMarker(notice)}`
  const room = BODY_LENGTH - marker.length
  if (notice.operation !== 'create') return { body: commentMarkdown(notice, room) + marker }
  const { title, body } = ticketMarkdown(notice, TITLE_LENGTH, room)
  return { title, body: body + marker, labels: settings.labels }
}

function trackerOf(settings: Settings, notice: Notice, outbound: Outbound): Tracker {
  const { repository } = settings
  const ask = (method: OutboundRequest['method'], path: string, json?: unknown) =>
    call(settings, outbound, method, path, json)
  const ticketOf = (issue: z.infer<typeof Issue>) => ({ key: `${repository}#${issue.number}`, url: issue.html_url })
  const marked = (one: { body?: string | null | undefined }) => one.body?.includes(hiddenMarker(notice)) ?? false
  const issue = () => issuePath(notice.remoteKey)
  return {
    async made() {
      const query = `state=all&sort=created&direction=desc&per_page=${RECENT}`
      const found = readAs('GitHub', z.array(Issue), await ask('GET', `/repos/${repository}/issues?${query}`)).find(
        marked,
      )
      return found ? ticketOf(found) : null
    },
    create: async () =>
      ticketOf(
        readAs(
          'GitHub',
          Issue,
          await ask('POST', `/repos/${repository}/issues`, bodyOf(settings, { ...notice, operation: 'create' })),
        ),
      ),
    async commented() {
      const since = new Date(notice.at.getTime() - 60_000).toISOString()
      return readAs('GitHub', Comments, await ask('GET', `${issue()}/comments?since=${since}&per_page=${RECENT}`)).some(
        marked,
      )
    },
    async comment() {
      await ask('POST', `${issue()}/comments`, bodyOf(settings, notice))
    },
    async turn(open) {
      await ask('PATCH', issue(), open ? { state: 'open' } : { state: 'closed', state_reason: 'completed' })
    },
  }
}

function issuePath(key: string | null): string {
  const { project, number } = ticketPlace('GitHub', key)
  return `/repos/${project}/issues/${number}`
}

async function call(
  settings: Settings,
  outbound: Outbound,
  method: OutboundRequest['method'],
  path: string,
  json?: unknown,
) {
  const {
    response,
    ok,
    json: said,
  } = await callJson(outbound, {
    method,
    url: under(settings.apiUrl, path),
    headers: {
      authorization: `Bearer ${settings.token}`,
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
    },
    ...(json !== undefined && { json }),
  })
  if (ok) return said
  throw refused(response, said, path)
}

/** GitHub says "too many" with 403 as well as 429, and until when in one of two headers. */
function refused(response: OutboundResponse, said: unknown, path: string): Refused {
  const { status, headers } = response
  const problem = Problem.safeParse(said).data
  const spent = headers['x-ratelimit-remaining'] === '0'
  const limited =
    (status === 403 || status === 429) &&
    (spent || headers['retry-after'] !== undefined || /rate limit/i.test(problem?.message ?? ''))
  const fields = (problem?.errors ?? []).map((one) => one.message ?? `${one.field ?? ''} ${one.code ?? ''}`.trim())
  const delivery = refusal('GitHub', response, {
    ...(problem && { said: [problem.message, ...fields].join(': ') }),
    ...(limited && { retryable: true, advice: 'It takes no more for the moment; this is sent again later.' }),
    ...(limited &&
      spent &&
      headers['retry-after'] === undefined && { retryAfterSeconds: secondsUntil(headers['x-ratelimit-reset']) }),
    ...(!limited && { advice: ADVICE[status] }),
  })
  return new Refused(delivery, /\/issues\/\d+/.test(path) && (status === 404 || status === 410))
}

const ADVICE: Partial<Record<number, string>> = {
  403: 'Give the token the permission Issues: read and write for this repository.',
  404: 'Check owner/name, and that the token is for this repository.',
  410: 'Issues are switched off in this repository, or this one was deleted.',
}
