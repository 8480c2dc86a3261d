import * as z from 'zod'
import type { Notice } from '../../domain/notice.ts'
import { commentMarkdown, type MarkdownTicket, ticketMarkdown } from '../message/ticket-markdown.ts'
import type { Outbound, OutboundRequest, OutboundResponse } from '../outbound.ts'
import type { Delivery, Provider } from '../provider.ts'
import { callJson } from './json-call.ts'
import { deliverTicket, hiddenMarker, Refused, readAs, stateOrGone, type Tracker, ticketPlace } from './ticket-flow.ts'

/** An issue over there, whatever its host calls the parts. */
export interface HostedIssue {
  number: number
  url: string
  /** Its own word. */
  state: string
  closed: boolean
  text: string | null | undefined
}

/** A host of code that keeps issues in Markdown beside it: GitHub, GitLab, as far as they differ. */
export interface CodeHost<Settings> {
  name: string
  titleLength: number
  issue: z.ZodType<HostedIssue>
  /** What a ticket's key begins with; the number follows it. */
  projectOf(settings: Settings): string
  issuesPath(project: string): string
  /** Query for the newest issues. */
  newest: string
  /** What the comments of an issue are called in its path. */
  comments: string
  /** Query for the newest comments, or for those since a time. */
  newestComments(since: Date): string
  created(settings: Settings, ticket: MarkdownTicket): object
  turned(open: boolean): { method: 'PATCH' | 'PUT'; json: object }
  request(settings: Settings, path: string): { url: string; headers: Record<string, string> }
  refusal(response: OutboundResponse, said: unknown): Delivery & { ok: false }
  /** Statuses by which an issue that was there is gone. */
  gone: readonly number[]
}

/** GitLab takes a million characters; nobody reads more than this, which is what GitHub takes. */
const BODY_LENGTH = 65_536
/** How many of the newest are looked through for what an earlier attempt made. */
const RECENT = 50
const Comments = z.array(z.object({ body: z.string().nullish() }))

/** The part of a provider that is the same for every host of code. */
export function codeTracker<Settings extends object>(
  host: CodeHost<Settings>,
): Pick<Provider<Settings>, 'manner' | 'render' | 'send'> & Required<Pick<Provider<Settings>, 'remoteState'>> {
  return {
    manner: 'ticket',
    render: (settings, notice) => ({
      contentType: 'application/json',
      body: JSON.stringify(notice.operation === 'create' ? ticketOf(host, settings, notice) : commentOf(notice)),
    }),
    send: (settings, notice, outbound) => deliverTicket(notice, trackerOf(host, settings, notice, outbound)),
    remoteState: (settings, remoteKey, outbound) =>
      stateOrGone(async () =>
        readAs(host.name, host.issue, await call(host, settings, outbound, 'GET', issuePath(host, remoteKey))),
      ),
  }
}

function ticketOf<Settings>(host: CodeHost<Settings>, settings: Settings, notice: Notice): object {
  const marker = `\n\n${hiddenMarker(notice)}`
  const { title, body } = ticketMarkdown(notice, host.titleLength, BODY_LENGTH - marker.length)
  return host.created(settings, { title, body: body + marker })
}

function commentOf(notice: Notice): object {
  const marker = `\n\n${hiddenMarker(notice)}`
  return { body: commentMarkdown(notice, BODY_LENGTH - marker.length) + marker }
}

function trackerOf<Settings>(
  host: CodeHost<Settings>,
  settings: Settings,
  notice: Notice,
  outbound: Outbound,
): Tracker {
  const ask = (method: OutboundRequest['method'], path: string, json?: unknown) =>
    call(host, settings, outbound, method, path, json)
  const project = host.projectOf(settings)
  const issues = host.issuesPath(project)
  const issue = () => issuePath(host, notice.remoteKey)
  const found = ({ number, url }: HostedIssue) => ({ key: `${project}#${number}`, url })
  const marked = (text: string | null | undefined) => text?.includes(hiddenMarker(notice)) ?? false
  return {
    async made() {
      const recent = await ask('GET', `${issues}?${host.newest}&per_page=${RECENT}`)
      const own = readAs(host.name, z.array(host.issue), recent).find(({ text }) => marked(text))
      return own ? found(own) : null
    },
    create: async () =>
      found(readAs(host.name, host.issue, await ask('POST', issues, ticketOf(host, settings, notice)))),
    async commented() {
      const since = new Date(notice.at.getTime() - 60_000)
      const recent = await ask('GET', `${issue()}/${host.comments}?${host.newestComments(since)}&per_page=${RECENT}`)
      return readAs(host.name, Comments, recent).some(({ body }) => marked(body))
    },
    async comment() {
      await ask('POST', `${issue()}/${host.comments}`, commentOf(notice))
    },
    async turn(open) {
      const { method, json } = host.turned(open)
      await ask(method, issue(), json)
    },
  }
}

function issuePath<Settings>(host: CodeHost<Settings>, key: string | null): string {
  const { project, number } = ticketPlace(host.name, key)
  return `${host.issuesPath(project)}/${number}`
}

async function call<Settings>(
  host: CodeHost<Settings>,
  settings: Settings,
  outbound: Outbound,
  method: OutboundRequest['method'],
  path: string,
  json?: unknown,
): Promise<unknown> {
  const request = { method, ...host.request(settings, path), ...(json !== undefined && { json }) }
  const { response, ok, json: said } = await callJson(outbound, request)
  if (ok) return said
  const gone = /\/issues\/\d+/.test(path) && host.gone.includes(response.status)
  throw new Refused(host.refusal(response, said), gone)
}
