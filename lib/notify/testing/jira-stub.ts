import * as z from 'zod'
import { type HttpStub, isJson, type StubAnswer, type StubRequest, startHttpStub } from './http-stub.ts'

/** @see https://developer.atlassian.com/cloud/jira/platform/apis/document/structure for the nodes that a document may hold */
const link = z.strictObject({
  type: z.literal('link'),
  attrs: z.strictObject({ href: z.url({ protocol: /^https?$/ }) }),
})
const text = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1),
  marks: z.array(z.union([link, z.strictObject({ type: z.enum(['strong', 'em', 'code']) })])).optional(),
})
const paragraph = z.strictObject({ type: z.literal('paragraph'), content: z.array(text) })
const bulletList = z.strictObject({
  type: z.literal('bulletList'),
  content: z.array(z.strictObject({ type: z.literal('listItem'), content: z.array(paragraph).min(1) })).min(1),
})
const codeBlock = z.strictObject({
  type: z.literal('codeBlock'),
  content: z.array(z.strictObject({ type: z.literal('text'), text: z.string().min(1) })),
})
const adf = z.strictObject({
  type: z.literal('doc'),
  version: z.literal(1),
  content: z.array(z.union([paragraph, bulletList, codeBlock])),
})
const wiki = z.string().max(32_767)

const createOf = (document: z.ZodType) =>
  z.strictObject({
    fields: z.strictObject({
      project: z.strictObject({ key: z.string() }),
      issuetype: z.strictObject({ name: z.string() }),
      summary: z
        .string()
        .min(1, 'You must specify a summary of the issue.')
        .max(255, 'Summary must be less than 255 characters.')
        .regex(/^[^\r\n]*$/, 'The summary is invalid because it contains newline characters.'),
      description: document,
      labels: z.array(z.string().max(255).regex(/^\S+$/, 'The label contains spaces which is invalid.')),
    }),
  })
const commentOf = (document: z.ZodType) => z.strictObject({ body: document })
const Transition = z.strictObject({
  transition: z.strictObject({ id: z.string() }),
  fields: z.strictObject({ resolution: z.strictObject({ name: z.string() }) }).optional(),
})
const Search = z.strictObject({ jql: z.string(), fields: z.array(z.string()), maxResults: z.int() })

export const JIRA = { project: 'PAY', email: 'plimsoll@example.org', token: 'ATATT3xFfGF0' }

interface StoredIssue {
  key: string
  fields: { summary: string; description: unknown; labels: string[] }
  status: string
  resolution: string | null
  comments: { body: unknown }[]
}
/** Steps of the workflow; the screen of the last one asks for a reviewer, that of `Done` for a resolution. */
const STATUSES: Record<string, string> = {
  'To do': 'new',
  'In progress': 'indeterminate',
  Done: 'done',
  Rejected: 'done',
}
const STEPS = [
  { id: '11', name: 'Start', to: 'In progress', from: ['To do', 'Done', 'Rejected'], fields: {} },
  {
    id: '21',
    name: 'Reject',
    to: 'Rejected',
    from: ['To do', 'In progress'],
    fields: { customfield_1: { required: true } },
  },
  {
    id: '31',
    name: 'Finish',
    to: 'Done',
    from: ['To do', 'In progress'],
    fields: {
      resolution: { required: true, hasDefaultValue: false, allowedValues: [{ name: "Won't do" }, { name: 'Done' }] },
    },
  },
]

export type JiraStub = HttpStub & { issues: StoredIssue[]; steps: typeof STEPS }

/** One project; of Cloud with REST v3 and ADF, of Data Center with v2 and wiki markup. */
export async function startJiraStub(deployment: 'cloud' | 'data-center'): Promise<JiraStub> {
  const site = { deployment, issues: [] as StoredIssue[], steps: [...STEPS] }
  const stub = await startHttpStub(
    (request) => answer(request, site),
    () => ({
      status: 429,
      headers: { 'retry-after': '7', 'x-ratelimit-limit': '350', 'x-ratelimit-remaining': '0' },
      json: { errorMessages: ['Rate limit exceeded.'], errors: {} },
    }),
  )
  return Object.assign(stub, { issues: site.issues, steps: site.steps })
}

interface Site {
  deployment: 'cloud' | 'data-center'
  issues: StoredIssue[]
  steps: typeof STEPS
}

function answer(request: StubRequest, site: Site): StubAnswer {
  const cloud = site.deployment === 'cloud'
  const basic = `Basic ${Buffer.from(`${JIRA.email}:${JIRA.token}`).toString('base64')}`
  if (request.headers.authorization !== (cloud ? basic : `Bearer ${JIRA.token}`)) {
    return refused(401, 'Client must be authenticated to access this resource.')
  }
  const base = cloud ? '/rest/api/3' : '/rest/api/2'
  if (!request.path.startsWith(base)) return refused(404, 'dead link')
  if (request.method !== 'GET' && !isJson(request)) return refused(415, 'Unsupported media type')
  const path = request.path.slice(base.length)
  if (path === '/issue') return created(request, site)
  if (path === (cloud ? '/search/jql' : '/search')) return searched(request, site)
  const [, key, part] = /^\/issue\/([A-Z]+-\d+)(\/transitions|\/comment)?$/.exec(path) ?? []
  const issue = site.issues.find((one) => one.key === key)
  if (!issue) return refused(404, 'Issue does not exist or you do not have permission to see it.')
  if (part === '/comment') return request.method === 'GET' ? comments(request, issue) : commented(request, issue, site)
  if (part === '/transitions')
    return request.method === 'GET' ? transitions(request, issue, site) : moved(request, issue, site)
  return { status: 200, json: { key, fields: { status: statusOf(issue.status) } } }
}

function refused(status: number, ...errorMessages: string[]): StubAnswer {
  return { status, json: { errorMessages, errors: {} } }
}

function invalid(error: z.ZodError): StubAnswer {
  const errors = Object.fromEntries(error.issues.map(({ path, message }) => [String(path.at(1) ?? path[0]), message]))
  return { status: 400, json: { errorMessages: [], errors } }
}

const documentOf = (site: Site) => (site.deployment === 'cloud' ? adf : wiki)
const statusOf = (name: string) => ({ name, statusCategory: { key: STATUSES[name] } })

function created(request: StubRequest, site: Site): StubAnswer {
  const read = createOf(documentOf(site)).safeParse(request.json)
  if (!read.success) return invalid(read.error)
  const { project, issuetype, ...fields } = read.data.fields
  if (project.key !== JIRA.project)
    return { status: 400, json: { errorMessages: [], errors: { project: 'valid project is required' } } }
  if (issuetype.name !== 'Task')
    return { status: 400, json: { errorMessages: [], errors: { issuetype: 'Specify a valid issue type' } } }
  const key = `${JIRA.project}-${site.issues.length + 1}`
  site.issues.push({ key, fields, status: 'To do', resolution: null, comments: [] })
  return { status: 201, json: { id: '10000', key, self: `https://jira.test/rest/api/3/issue/10000` } }
}

function searched(request: StubRequest, site: Site): StubAnswer {
  const read = Search.safeParse(request.json)
  if (!read.success) return invalid(read.error)
  const [, project, label = ''] = /^project = "([A-Z]+)" AND labels = "([\w-]+)"$/.exec(read.data.jql) ?? []
  if (project !== JIRA.project) return refused(400, 'Error in the JQL Query')
  const issues = site.issues.filter(({ fields }) => fields.labels.includes(label)).slice(0, read.data.maxResults)
  return { status: 200, json: { issues: issues.map(({ key, fields }) => ({ id: '1', key, fields })) } }
}

function comments({ query }: StubRequest, issue: StoredIssue): StubAnswer {
  const newest = query.get('orderBy') === '-created' ? issue.comments.toReversed() : issue.comments
  return { status: 200, json: { comments: newest.slice(0, Number(query.get('maxResults') ?? 50)) } }
}

function commented(request: StubRequest, issue: StoredIssue, site: Site): StubAnswer {
  const read = commentOf(documentOf(site)).safeParse(request.json)
  if (!read.success) return invalid(read.error)
  issue.comments.push(read.data)
  return { status: 201, json: { id: '10100' } }
}

function transitions({ query }: StubRequest, issue: StoredIssue, site: Site): StubAnswer {
  const withFields = query.get('expand') === 'transitions.fields'
  const possible = site.steps.filter(({ from }) => from.includes(issue.status))
  const shown = possible.map(({ id, name, to, fields }) => ({
    id,
    name,
    to: statusOf(to),
    ...(withFields && { fields }),
  }))
  return { status: 200, json: { transitions: shown } }
}

function moved(request: StubRequest, issue: StoredIssue, site: Site): StubAnswer {
  const read = Transition.safeParse(request.json)
  if (!read.success) return invalid(read.error)
  const { transition, fields } = read.data
  const step = site.steps.find(({ id, from }) => id === transition.id && from.includes(issue.status))
  if (!step)
    return refused(
      400,
      'It seems that you have tried to perform a workflow operation that is not valid for the current state.',
    )
  const missing = Object.keys(step.fields).find((name) => !(name in (fields ?? {})))
  if (missing) return { status: 400, json: { errorMessages: [], errors: { [missing]: `${missing} is required.` } } }
  issue.status = step.to
  issue.resolution = fields?.resolution.name ?? null
  return { status: 204, text: '' }
}
