import * as z from 'zod'
import { type HttpStub, isJson, type StubAnswer, type StubRequest, startHttpStub } from './http-stub.ts'

/** @see https://docs.gitlab.com/api/issues and https://docs.gitlab.com/api/notes */
const Create = z.strictObject({
  title: z.string().min(1).max(255),
  description: z.string().max(1_048_576),
  labels: z.string(),
  confidential: z.boolean(),
})
const Update = z.strictObject({ state_event: z.enum(['close', 'reopen']) })
const Note = z.strictObject({ body: z.string().min(1).max(1_000_000) })

export const GITLAB_TOKEN = 'glpat-20CharactersOfText'
export const GITLAB_PROJECT = 'example/team/payments'

interface StoredIssue {
  iid: number
  web_url: string
  title: string
  description: string
  confidential: boolean
  state: 'opened' | 'closed'
  notes: { body: string }[]
}

/** A project with its issues. Quick actions in what is written are carried out, as GitLab does. */
export async function startGitlabStub(): Promise<HttpStub & { issues: StoredIssue[]; commands: string[] }> {
  const issues: StoredIssue[] = []
  const commands: string[] = []
  const stub = await startHttpStub(
    (request) => answer(request, issues, commands),
    () => ({
      status: 429,
      headers: { 'ratelimit-remaining': '0', 'ratelimit-reset': String(Math.floor(Date.now() / 1000) + 45) },
      text: 'Retry later',
    }),
  )
  return Object.assign(stub, { issues, commands })
}

function answer(request: StubRequest, issues: StoredIssue[], commands: string[]): StubAnswer {
  if (request.headers['private-token'] !== GITLAB_TOKEN) return { status: 401, json: { message: '401 Unauthorized' } }
  const [, project = '', iid, notes] =
    /^\/api\/v4\/projects\/([^/]+)\/issues(?:\/(\d+)(\/notes)?)?$/.exec(request.path) ?? []
  if (decodeURIComponent(project) !== GITLAB_PROJECT) return { status: 404, json: { message: '404 Project Not Found' } }
  if (request.method !== 'GET' && !isJson(request)) return { status: 400, json: { error: 'body is invalid' } }
  if (iid === undefined) return request.method === 'GET' ? listed(request, issues) : created(request, issues, commands)
  const issue = issues.find((one) => one.iid === Number(iid))
  if (!issue) return { status: 404, json: { message: '404 Not found' } }
  if (notes)
    return request.method === 'GET' ? { status: 200, json: issue.notes.toReversed() } : noted(request, issue, commands)
  if (request.method === 'GET') return { status: 200, json: issue }
  return updated(request, issue)
}

function listed({ query }: StubRequest, issues: StoredIssue[]): StubAnswer {
  const newest = query.get('order_by') === 'created_at' && query.get('sort') === 'desc'
  const everybodys = query.get('scope') === 'all'
  return {
    status: 200,
    json: newest && everybodys ? issues.toReversed().slice(0, Number(query.get('per_page') ?? 20)) : [],
  }
}

function created(request: StubRequest, issues: StoredIssue[], commands: string[]): StubAnswer {
  const read = Create.safeParse(request.json)
  if (!read.success) return invalid(read.error)
  commands.push(...quickActions(read.data.description))
  const { title, description, confidential } = read.data
  const iid = issues.length + 1
  const web_url = `https://gitlab.test/${GITLAB_PROJECT}/-/issues/${iid}`
  const issue: StoredIssue = { iid, web_url, title, description, confidential, state: 'opened', notes: [] }
  issues.push(issue)
  return { status: 201, json: issue }
}

function updated(request: StubRequest, issue: StoredIssue): StubAnswer {
  const read = Update.safeParse(request.json)
  if (request.method !== 'PUT' || !read.success) return invalid(read.error)
  issue.state = read.data.state_event === 'close' ? 'closed' : 'opened'
  return { status: 200, json: issue }
}

function noted(request: StubRequest, issue: StoredIssue, commands: string[]): StubAnswer {
  const read = Note.safeParse(request.json)
  if (!read.success) return invalid(read.error)
  commands.push(...quickActions(read.data.body))
  issue.notes.push({ body: read.data.body })
  return { status: 201, json: { id: issue.notes.length } }
}

/** Indented by four blanks it is a block of code, in which nothing is run. */
function quickActions(text: string): string[] {
  return text.match(/^[^\S\n]{0,3}\/[a-z_]+.*$/gim) ?? []
}

function invalid(error: z.ZodError | undefined): StubAnswer {
  return {
    status: 400,
    json: { message: Object.fromEntries((error?.issues ?? []).map((one) => [one.path.join('.'), [one.message]])) },
  }
}
