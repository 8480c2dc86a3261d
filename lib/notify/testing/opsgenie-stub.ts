import * as z from 'zod'
import { type HttpStub, isJson, type StubAnswer, type StubRequest, startHttpStub } from './http-stub.ts'

/** @see https://docs.opsgenie.com/docs/alert-api for fields and lengths */
const responder = z.strictObject({
  type: z.enum(['team', 'user', 'escalation', 'schedule']),
  name: z.string().optional(),
  id: z.string().optional(),
})
const Create = z.strictObject({
  message: z.string().min(1).max(130),
  alias: z.string().max(512).optional(),
  description: z.string().max(15_000).optional(),
  responders: z.array(responder).max(50).optional(),
  tags: z.array(z.string().max(50)).max(20).optional(),
  details: z
    .record(z.string(), z.string())
    .refine((details) => Object.entries(details).flat().join('').length <= 8000)
    .optional(),
  entity: z.string().max(512).optional(),
  source: z.string().max(100).optional(),
  priority: z.enum(['P1', 'P2', 'P3', 'P4', 'P5']).optional(),
  user: z.string().max(100).optional(),
  note: z.string().max(25_000).optional(),
})
const Close = z.strictObject({
  user: z.string().max(100).optional(),
  source: z.string().max(100).optional(),
  note: z.string().max(25_000).optional(),
})
const REQUEST = { took: 0.107, requestId: '43a29c5c-3dbf-4fa4-9c26-f4f71023e120' }

export const OPSGENIE_KEY = 'eb243592-faa2-4ba2-a551-1afdf565c889'

/** `alerts` holds which aliases are open. */
export async function startOpsgenieStub(): Promise<HttpStub & { alerts: Map<string, 'open' | 'closed'> }> {
  const alerts = new Map<string, 'open' | 'closed'>()
  const stub = await startHttpStub(
    (request) => answer(request, alerts),
    () => ({
      status: 429,
      headers: { 'x-ratelimit-state': 'THROTTLED', 'x-ratelimit-reason': 'ACCOUNT', 'x-ratelimit-period-in-sec': '60' },
      json: { message: 'You are making too many requests!', ...REQUEST },
    }),
  )
  return Object.assign(stub, { alerts })
}

function answer(request: StubRequest, alerts: Map<string, 'open' | 'closed'>): StubAnswer {
  const refused = (status: number, message: string): StubAnswer => ({ status, json: { message, ...REQUEST } })
  if (request.headers.authorization !== `GenieKey ${OPSGENIE_KEY}`) return refused(401, 'Could not authenticate')
  if (request.method !== 'POST') return refused(405, 'Method not allowed')
  if (!isJson(request)) return refused(415, 'Unsupported media type')
  const accepted = { status: 202, json: { result: 'Request will be processed', ...REQUEST } }
  if (request.path === '/v2/alerts') {
    const alert = Create.safeParse(request.json)
    if (!alert.success) return refused(422, `Request body is not processable. ${alert.error.issues[0]?.path.join('.')}`)
    alerts.set(alert.data.alias ?? 'made-here', 'open')
    return accepted
  }
  const [, identifier] = /^\/v2\/alerts\/([^/]+)\/close$/.exec(request.path) ?? []
  if (!identifier) return refused(404, 'Not found')
  if (request.query.get('identifierType') !== 'alias') return refused(422, 'Identifier is not a valid id')
  if (!Close.safeParse(request.json).success) return refused(422, 'Request body is not processable.')
  const alias = decodeURIComponent(identifier)
  if (alerts.has(alias)) alerts.set(alias, 'closed')
  return accepted
}
