import * as z from 'zod'
import type { Outbound, OutboundRequest, OutboundResponse } from '../outbound.ts'
import { callJson } from './json-call.ts'
import { refusal } from './refusal.ts'
import { under } from './setting-fields.ts'
import { Refused } from './ticket-flow.ts'

export interface JiraAccess {
  siteUrl: string
  deployment: 'cloud' | 'data-center'
  email: string
  token: string
}

const Problem = z.object({
  errorMessages: z.array(z.string()).default([]),
  errors: z.record(z.string(), z.string()).default({}),
  message: z.string().optional(),
})

/** One call of REST v3 (Cloud, which reads ADF) or v2 (Data Center, which reads wiki markup). Throws `Refused`. */
export async function callJira(
  access: JiraAccess,
  outbound: Outbound,
  method: OutboundRequest['method'],
  path: string,
  json?: unknown,
): Promise<unknown> {
  const {
    response,
    ok,
    json: said,
  } = await callJson(outbound, {
    method,
    url: under(access.siteUrl, `/rest/api/${access.deployment === 'cloud' ? 3 : 2}${path}`),
    headers: { authorization: authorization(access), accept: 'application/json' },
    ...(json !== undefined && { json }),
  })
  if (ok) return said
  throw refused(access, response, said, path)
}

function authorization({ deployment, email, token }: JiraAccess): string {
  return deployment === 'cloud' ? `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}` : `Bearer ${token}`
}

function refused(access: JiraAccess, response: OutboundResponse, said: unknown, path: string): Refused {
  const problem = Problem.safeParse(said).data
  const fields = Object.entries(problem?.errors ?? {}).map(([field, words]) => `${field}: ${words}`)
  const words = [...(problem?.errorMessages ?? []), ...fields, problem?.message].filter(Boolean).join(' ')
  const delivery = refusal('Jira', response, {
    ...(words && { said: words }),
    advice: adviceOf(access, response.status, Object.keys(problem?.errors ?? {})),
  })
  const ofIssue = /^\/issue\/[^/?]+/.test(path)
  return new Refused(delivery, ofIssue && response.status === 404)
}

function adviceOf({ deployment }: JiraAccess, status: number, fields: string[]): string | undefined {
  if (fields.includes('project')) return 'Check the key of the project, and that the account may see it.'
  if (fields.includes('issuetype')) return 'Check the name of the issue type; the project must have it.'
  if (fields.length > 0)
    return 'The project asks for this field: let it be optional for this issue type, or take another type.'
  if (status === 401) {
    return deployment === 'cloud'
      ? 'Check e-mail and API token of the account.'
      : 'Check the personal access token; it may have expired.'
  }
  if (status === 403) return 'Give the account the permissions to browse, create, comment and transition issues.'
  if (status === 404) return 'Check the address of the site, and that the account may see the project.'
  return undefined
}
