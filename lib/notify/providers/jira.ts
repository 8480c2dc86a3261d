import * as z from 'zod'
import type { Notice } from '../../domain/notice.ts'
import { adfOf, jiraSummary, wikiOf } from '../message/jira-text.ts'
import type { Outbound, OutboundRequest } from '../outbound.ts'
import { type Provider, secret } from '../provider.ts'
import { callJira } from './jira-call.ts'
import { isDone, Status, transitionTo } from './jira-transition.ts'
import { address, labels, line, token, under } from './setting-fields.ts'
import { deliverTicket, Refused, readAs, stateOrGone, type Tracker } from './ticket-flow.ts'

const Settings = z
  .object({
    deployment: z.enum(['cloud', 'data-center']).default('cloud').meta({
      title: 'Kind',
      description: 'cloud for addresses that end in atlassian.net, data-center for your own server.',
    }),
    siteUrl: address().meta({
      title: 'Site',
      description: 'https://example.atlassian.net, or the address of your own server.',
    }),
    email: line(254).meta({
      title: 'E-mail of the account',
      description: 'Of the account that the token belongs to. Only with cloud.',
    }),
    token: secret(
      token().min(1).meta({
        title: 'Token',
        description:
          'cloud: an API token of the account, from id.atlassian.com → Security → API tokens. data-center: a personal access token, from the profile.',
      }),
    ),
    project: z
      .string()
      .trim()
      .regex(/^[A-Z][A-Z0-9_]{0,79}$/, 'Write the key of the project in capitals, like PAY')
      .meta({ title: 'Project', description: 'Key of the project: what stands before the number of its tickets.' }),
    issueType: line(60)
      .default('Task')
      .meta({ title: 'Issue type', description: 'Task, Bug or whatever the project calls it.' }),
    labels: labels().meta({ title: 'Labels', description: 'Put on each ticket.' }),
    closedStatus: line(60).meta({
      title: 'Status when closed',
      description: 'To which tickets are moved when their issue is closed. Empty: the first that counts as done.',
    }),
  })
  .refine((one) => one.deployment === 'data-center' || one.email !== '', {
    path: ['email'],
    message: 'Jira Cloud needs the e-mail of the account beside the token',
  })
type Settings = z.infer<typeof Settings>

const RECENT = 50
const Created = z.object({ key: z.string().regex(/^[A-Z][A-Z0-9_]*-\d+$/) })
const Found = z.object({ issues: z.array(Created) })
const WithStatus = z.object({ fields: z.object({ status: Status }) })
const Comments = z.object({ comments: z.array(z.object({ body: z.unknown() })) })

/** @see https://developer.atlassian.com/cloud/jira/platform/rest/v3 and the REST reference of Jira Data Center */
export const jira: Provider<Settings> = {
  name: 'jira',
  label: 'Jira',
  manner: 'ticket',
  settings: Settings,
  endpoint: (settings) => under(settings.siteUrl, `/${settings.project}`),
  render: (settings, notice) => ({ contentType: 'application/json', body: JSON.stringify(bodyOf(settings, notice)) }),
  send: (settings, notice, outbound) => deliverTicket(notice, trackerOf(settings, notice, outbound)),
  remoteState: (settings, remoteKey, outbound) =>
    stateOrGone(async () => {
      const status = await statusOf((method, path) => callJira(settings, outbound, method, path), issuePath(remoteKey))
      return { state: status.name, closed: isDone(status) }
    }),
}

type Ask = (method: OutboundRequest['method'], path: string, json?: unknown) => Promise<unknown>

function bodyOf(settings: Settings, notice: Notice) {
  const comment = notice.operation !== 'create'
  const text = settings.deployment === 'cloud' ? adfOf(notice, comment) : wikiOf(notice, comment)
  if (comment) return { body: text }
  return {
    fields: {
      project: { key: settings.project },
      issuetype: { name: settings.issueType },
      summary: jiraSummary(notice),
      description: text,
      labels: [...settings.labels, ownLabel(notice)],
    },
  }
}

/** By this label an attempt finds what an earlier one made. */
function ownLabel(notice: Notice): string {
  return `plimsoll-${notice.id}`
}

function trackerOf(settings: Settings, notice: Notice, outbound: Outbound): Tracker {
  const ask: Ask = (method, path, json) => callJira(settings, outbound, method, path, json)
  const ticketOf = ({ key }: z.infer<typeof Created>) => ({ key, url: under(settings.siteUrl, `/browse/${key}`) })
  const issue = () => issuePath(notice.remoteKey)
  return {
    async made() {
      const jql = `project = "${settings.project}" AND labels = "${ownLabel(notice)}"`
      const path = settings.deployment === 'cloud' ? '/search/jql' : '/search'
      const [found] = readAs('Jira', Found, await ask('POST', path, { jql, fields: ['summary'], maxResults: 1 })).issues
      return found ? ticketOf(found) : null
    },
    create: async () =>
      ticketOf(
        readAs('Jira', Created, await ask('POST', '/issue', bodyOf(settings, { ...notice, operation: 'create' }))),
      ),
    async commented() {
      const recent = await ask('GET', `${issue()}/comment?orderBy=-created&maxResults=${RECENT}`)
      return readAs('Jira', Comments, recent).comments.some(({ body }) => JSON.stringify(body)?.includes(notice.id))
    },
    async comment() {
      await ask('POST', `${issue()}/comment`, bodyOf(settings, notice))
    },
    async turn(open) {
      if (isDone(await statusOf(ask, issue())) !== open) return
      const steps = await ask('GET', `${issue()}/transitions?expand=transitions.fields`)
      await ask('POST', `${issue()}/transitions`, transitionTo(open, open ? '' : settings.closedStatus, steps))
    },
  }
}

async function statusOf(ask: Ask, path: string): Promise<z.infer<typeof Status>> {
  return readAs('Jira', WithStatus, await ask('GET', `${path}?fields=status`)).fields.status
}

function issuePath(key: string | null): string {
  if (key && Created.shape.key.safeParse(key).success) return `/issue/${key}`
  throw new Refused({ ok: false, retryable: false, detail: `Jira: "${key}" is not the key of a ticket there.` })
}
