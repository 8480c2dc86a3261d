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
  url: address().default('https://gitlab.com').meta({ title: 'GitLab', description: 'Address of your GitLab.' }),
  project: z
    .string()
    .trim()
    .regex(/^(\d{1,18}|[\w.-]+(\/[\w.-]+)+)$/, 'Write group/name or the number of the project')
    .max(250)
    .meta({ title: 'Project', description: 'Path like group/name, or the number under the name on its page.' }),
  token: secret(
    token().min(1).meta({
      title: 'Token',
      description: 'In GitLab: the project → Settings → Access tokens, with the role Reporter and the scope api.',
    }),
  ),
  labels: labels().meta({ title: 'Labels', description: 'Put on each issue.' }),
  confidential: z.boolean().default(true).meta({
    title: 'Confidential issues',
    description:
      'Seen only by members of the project with at least the role Planner. Leave it on where the project is public.',
  }),
})
type Settings = z.infer<typeof Settings>

const TITLE_LENGTH = 255
/** GitLab takes a million characters; nobody reads more than this. */
const BODY_LENGTH = 65_536
const RECENT = 50
const Issue = z.object({
  iid: z.int().positive(),
  web_url: z.url({ protocol: /^https?$/, normalize: true }),
  state: z.string(),
  description: z.string().nullish(),
})
const Notes = z.array(z.object({ body: z.string() }))
const Problem = z.object({
  message: z.unknown(),
  error: z.string().optional(),
  error_description: z.string().optional(),
})

/** @see https://docs.gitlab.com/api/issues and https://docs.gitlab.com/api/notes */
export const gitlab: Provider<Settings> = {
  name: 'gitlab',
  label: 'GitLab issues',
  manner: 'ticket',
  settings: Settings,
  endpoint: (settings) => under(settings.url, `/${settings.project}`),
  render: (settings, notice) => ({ contentType: 'application/json', body: JSON.stringify(bodyOf(settings, notice)) }),
  send: (settings, notice, outbound) => deliverTicket(notice, trackerOf(settings, notice, outbound)),
  remoteState: (settings, remoteKey, outbound) =>
    stateOrGone(async () => {
      const issue = readAs('GitLab', Issue, await call(settings, outbound, 'GET', issuePath(remoteKey)))
      return { state: issue.state, closed: issue.state === 'closed' }
    }),
}

function bodyOf(settings: Settings, notice: Notice) {
  const marker = `\n\n${hiddenMarker(notice)}`
  const room = BODY_LENGTH - marker.length
  if (notice.operation !== 'create') return { body: commentMarkdown(notice, room) + marker }
  const { title, body } = ticketMarkdown(notice, TITLE_LENGTH, room)
  return { title, description: body + marker, labels: settings.labels.join(','), confidential: settings.confidential }
}

function trackerOf(settings: Settings, notice: Notice, outbound: Outbound): Tracker {
  const ask = (method: OutboundRequest['method'], path: string, json?: unknown) =>
    call(settings, outbound, method, path, json)
  const issues = `/projects/${encodeURIComponent(settings.project)}/issues`
  const ticketOf = (issue: z.infer<typeof Issue>) => ({ key: `${settings.project}#${issue.iid}`, url: issue.web_url })
  const issue = () => issuePath(notice.remoteKey)
  const marker = hiddenMarker(notice)
  return {
    async made() {
      const query = `scope=all&order_by=created_at&sort=desc&per_page=${RECENT}`
      const recent = readAs('GitLab', z.array(Issue), await ask('GET', `${issues}?${query}`))
      const found = recent.find(({ description }) => description?.includes(marker))
      return found ? ticketOf(found) : null
    },
    create: async () =>
      ticketOf(
        readAs('GitLab', Issue, await ask('POST', issues, bodyOf(settings, { ...notice, operation: 'create' }))),
      ),
    async commented() {
      const notes = await ask('GET', `${issue()}/notes?order_by=created_at&sort=desc&per_page=${RECENT}`)
      return readAs('GitLab', Notes, notes).some(({ body }) => body.includes(marker))
    },
    async comment() {
      await ask('POST', `${issue()}/notes`, bodyOf(settings, notice))
    },
    async turn(open) {
      await ask('PUT', issue(), { state_event: open ? 'reopen' : 'close' })
    },
  }
}

function issuePath(key: string | null): string {
  const { project, number } = ticketPlace('GitLab', key)
  return `/projects/${encodeURIComponent(project)}/issues/${number}`
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
    url: under(settings.url, `/api/v4${path}`),
    headers: { 'private-token': settings.token },
    ...(json !== undefined && { json }),
  })
  if (ok) return said
  throw refused(response, said, path)
}

function refused(response: OutboundResponse, said: unknown, path: string): Refused {
  const { status, headers } = response
  const problem = Problem.safeParse(said).data
  const words = [problem?.error, problem?.error_description, wordsOf(problem?.message)].filter(Boolean).join(': ')
  const delivery = refusal('GitLab', response, {
    ...(words && { said: words }),
    advice: ADVICE[status],
    ...(status === 429 &&
      headers['retry-after'] === undefined && { retryAfterSeconds: secondsUntil(headers['ratelimit-reset']) }),
  })
  return new Refused(delivery, /\/issues\/\d+/.test(path) && status === 404)
}

/** `message` is a text, or texts by field. */
function wordsOf(message: unknown): string {
  return typeof message === 'string' || message === undefined ? (message ?? '') : JSON.stringify(message)
}

const ADVICE: Partial<Record<number, string>> = {
  403: 'Give the token the scope api and at least the role Reporter.',
  404: 'Check the path of the project, and that the token is for it.',
}
