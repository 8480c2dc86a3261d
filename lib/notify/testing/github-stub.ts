import * as z from 'zod'
import { type HttpStub, isJson, type StubAnswer, type StubRequest, startHttpStub } from './http-stub.ts'

/** @see https://docs.github.com/rest/issues/issues: GitHub ignores unknown fields; here they are a mistake of ours */
const label = z.string().min(1).max(50)
const Create = z.strictObject({
  title: z.string().min(1).max(256),
  body: z.string().max(65_536),
  labels: z.array(label).max(100),
})
const Update = z.strictObject({
  state: z.enum(['open', 'closed']),
  state_reason: z.enum(['completed', 'not_planned', 'reopened']).optional(),
})
const Comment = z.strictObject({ body: z.string().min(1).max(65_536) })

export const GITHUB_TOKEN = 'github_pat_11ABCDEFG0'
export const GITHUB_REPOSITORY = 'example/payments'

interface StoredIssue {
  number: number
  html_url: string
  title: string
  body: string
  state: string
  state_reason: string | null
  comments: { body: string; created_at: string }[]
}

/** A repository with its issues, newest last. */
export async function startGithubStub(): Promise<HttpStub & { issues: StoredIssue[] }> {
  const issues: StoredIssue[] = []
  const stub = await startHttpStub(
    (request) => refusedAtDoor(request) ?? answer(request, issues),
    () => ({
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 90) },
      json: problem('API rate limit exceeded for user ID 1.'),
    }),
  )
  return Object.assign(stub, { issues })
}

/** The secondary limit, which is for making too much at once. */
export const SECONDARY_LIMIT: StubAnswer = {
  status: 403,
  headers: { 'retry-after': '60' },
  json: { message: 'You have exceeded a secondary rate limit.', documentation_url: 'https://docs.github.com/rest' },
}

function problem(message: string, errors?: unknown[]) {
  return { message, ...(errors && { errors }), documentation_url: 'https://docs.github.com/rest' }
}

function refusedAtDoor({ headers }: StubRequest): StubAnswer | null {
  if (!headers['user-agent']) return { status: 403, text: 'Request forbidden by administrative rules.' }
  if (headers.accept !== 'application/vnd.github+json') return { status: 415, json: problem('Unsupported Accept') }
  if (headers['x-github-api-version'] !== '2022-11-28') return { status: 400, json: problem('Unsupported API version') }
  return headers.authorization === `Bearer ${GITHUB_TOKEN}` ? null : { status: 401, json: problem('Bad credentials') }
}

function answer(request: StubRequest, issues: StoredIssue[]): StubAnswer {
  const [, repository, number, comments] =
    /^\/repos\/([^/]+\/[^/]+)\/issues(?:\/(\d+)(\/comments)?)?$/.exec(request.path) ?? []
  if (repository !== GITHUB_REPOSITORY) return { status: 404, json: problem('Not Found') }
  if (number === undefined) return request.method === 'GET' ? listed(request, issues) : created(request, issues)
  const issue = issues.find((one) => one.number === Number(number))
  if (!issue) return { status: 404, json: problem('Not Found') }
  if (comments) return request.method === 'GET' ? { status: 200, json: issue.comments } : commented(request, issue)
  if (request.method === 'GET') return { status: 200, json: issue }
  return updated(request, issue)
}

function listed({ query }: StubRequest, issues: StoredIssue[]): StubAnswer {
  const [state, sort, direction] = ['state', 'sort', 'direction'].map((name) => query.get(name))
  if (state !== 'all' || sort !== 'created' || direction !== 'desc') return { status: 200, json: [] }
  return { status: 200, json: issues.toReversed().slice(0, Number(query.get('per_page') ?? 30)) }
}

function created(request: StubRequest, issues: StoredIssue[]): StubAnswer {
  const read = Create.safeParse(request.json)
  if (!isJson(request) || !read.success) return invalid(read.error)
  const number = issues.length + 1
  const issue: StoredIssue = {
    number,
    html_url: `https://github.test/${GITHUB_REPOSITORY}/issues/${number}`,
    title: read.data.title,
    body: read.data.body,
    state: 'open',
    state_reason: null,
    comments: [],
  }
  issues.push(issue)
  return { status: 201, json: issue }
}

function updated(request: StubRequest, issue: StoredIssue): StubAnswer {
  const read = Update.safeParse(request.json)
  if (request.method !== 'PATCH' || !read.success) return invalid(read.error)
  issue.state = read.data.state
  issue.state_reason = read.data.state_reason ?? null
  return { status: 200, json: issue }
}

function commented(request: StubRequest, issue: StoredIssue): StubAnswer {
  const read = Comment.safeParse(request.json)
  if (!read.success) return invalid(read.error)
  issue.comments.push({ body: read.data.body, created_at: new Date().toISOString() })
  return { status: 201, json: { id: issue.comments.length } }
}

function invalid(error: z.ZodError | undefined): StubAnswer {
  const errors = (error?.issues ?? []).map(({ path, message }) => ({
    resource: 'Issue',
    field: path.join('.'),
    code: 'custom',
    message,
  }))
  return { status: 422, json: problem('Validation Failed', errors) }
}
