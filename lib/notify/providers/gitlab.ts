import * as z from 'zod'
import type { OutboundResponse } from '../outbound.ts'
import { type Delivery, type Provider, secret } from '../provider.ts'
import { codeTracker } from './code-tracker.ts'
import { refusal, secondsUntil } from './refusal.ts'
import { address, labels, token, under } from './setting-fields.ts'

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

const Issue = z
  .object({
    iid: z.int().positive(),
    web_url: z.url({ protocol: /^https?$/, normalize: true }),
    state: z.string(),
    description: z.string().nullish(),
  })
  .transform(({ iid, web_url, state, description }) => ({
    ...{ number: iid, url: web_url, text: description },
    ...{ state, closed: state === 'closed' },
  }))
const Problem = z.object({
  message: z.unknown(),
  error: z.string().optional(),
  error_description: z.string().optional(),
})

/** @see https://docs.gitlab.com/api/issues and https://docs.gitlab.com/api/notes */
export const gitlab: Provider<Settings> = {
  name: 'gitlab',
  label: 'GitLab issues',
  settings: Settings,
  endpoint: (settings) => under(settings.url, `/${settings.project}`),
  ...codeTracker<Settings>({
    name: 'GitLab',
    titleLength: 255,
    issue: Issue,
    projectOf: ({ project }) => project,
    issuesPath: (project) => `/projects/${encodeURIComponent(project)}/issues`,
    newest: 'scope=all&order_by=created_at&sort=desc',
    comments: 'notes',
    newestComments: () => 'order_by=created_at&sort=desc',
    created: ({ labels: put, confidential }, { title, body }) => ({
      ...{ title, description: body, confidential },
      labels: put.join(','),
    }),
    turned: (open) => ({ method: 'PUT', json: { state_event: open ? 'reopen' : 'close' } }),
    request: (settings, path) => ({
      url: under(settings.url, `/api/v4${path}`),
      headers: { 'private-token': settings.token },
    }),
    refusal: refused,
    gone: [404],
  }),
}

function refused(response: OutboundResponse, said: unknown): Delivery & { ok: false } {
  const { status, headers } = response
  const problem = Problem.safeParse(said).data
  const words = [problem?.error, problem?.error_description, wordsOf(problem?.message)].filter(Boolean).join(': ')
  return refusal('GitLab', response, {
    ...(words && { said: words }),
    advice: ADVICE[status],
    ...(status === 429 &&
      headers['retry-after'] === undefined && { retryAfterSeconds: secondsUntil(headers['ratelimit-reset']) }),
  })
}

/** `message` is a text, or texts by field. */
function wordsOf(message: unknown): string {
  return typeof message === 'string' || message === undefined ? (message ?? '') : JSON.stringify(message)
}

const ADVICE: Partial<Record<number, string>> = {
  403: 'Give the token the scope api and at least the role Reporter.',
  404: 'Check the path of the project, and that the token is for it.',
}
