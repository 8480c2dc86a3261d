import * as z from 'zod'
import type { OutboundResponse } from '../outbound.ts'
import { type Delivery, type Provider, secret } from '../provider.ts'
import { codeTracker } from './code-tracker.ts'
import { refusal, secondsUntil } from './refusal.ts'
import { address, labels, token, under } from './setting-fields.ts'

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

const Issue = z
  .object({
    number: z.int().positive(),
    html_url: z.url({ protocol: /^https?$/, normalize: true }),
    state: z.string(),
    state_reason: z.string().nullish(),
    body: z.string().nullish(),
  })
  .transform(({ number, html_url, state, state_reason, body }) => ({
    ...{ number, url: html_url, text: body },
    ...{ state: state_reason ?? state, closed: state === 'closed' },
  }))
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
  settings: Settings,
  endpoint: (settings) => under(settings.apiUrl, `/${settings.repository}`),
  ...codeTracker<Settings>({
    name: 'GitHub',
    titleLength: 256,
    issue: Issue,
    projectOf: ({ repository }) => repository,
    issuesPath: (project) => `/repos/${project}/issues`,
    newest: 'state=all&sort=created&direction=desc',
    comments: 'comments',
    newestComments: (since) => `since=${since.toISOString()}`,
    created: (settings, ticket) => ({ ...ticket, labels: settings.labels }),
    turned: (open) => ({
      method: 'PATCH',
      json: open ? { state: 'open' } : { state: 'closed', state_reason: 'completed' },
    }),
    request: (settings, path) => ({
      url: under(settings.apiUrl, path),
      headers: {
        authorization: `Bearer ${settings.token}`,
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
      },
    }),
    refusal: refused,
    gone: [404, 410],
  }),
}

/** GitHub says "too many" with 403 as well as 429, and until when in one of two headers. */
function refused(response: OutboundResponse, said: unknown): Delivery & { ok: false } {
  const { status, headers } = response
  const problem = Problem.safeParse(said).data
  const spent = headers['x-ratelimit-remaining'] === '0'
  const limited =
    (status === 403 || status === 429) &&
    (spent || headers['retry-after'] !== undefined || /rate limit/i.test(problem?.message ?? ''))
  const fields = (problem?.errors ?? []).map((one) => one.message ?? `${one.field ?? ''} ${one.code ?? ''}`.trim())
  return refusal('GitHub', response, {
    ...(problem && { said: [problem.message, ...fields].join(': ') }),
    ...(limited && { retryable: true, advice: 'It takes no more for the moment; this is sent again later.' }),
    ...(limited &&
      spent &&
      headers['retry-after'] === undefined && { retryAfterSeconds: secondsUntil(headers['x-ratelimit-reset']) }),
    ...(!limited && { advice: ADVICE[status] }),
  })
}

const ADVICE: Partial<Record<number, string>> = {
  403: 'Give the token the permission Issues: read and write for this repository.',
  404: 'Check owner/name, and that the token is for this repository.',
  410: 'Issues are switched off in this repository, or this one was deleted.',
}
