import * as z from 'zod'
import { type HttpStub, isJson, type StubAnswer, type StubRequest, startHttpStub } from './http-stub.ts'

/** @see https://developer.pagerduty.com/docs/send-alert-event: fields that it does not name are refused here */
const key = z.string().min(1).max(255)
const Trigger = z.strictObject({
  routing_key: z.string(),
  event_action: z.literal('trigger'),
  dedup_key: key.optional(),
  payload: z.strictObject({
    summary: z.string().min(1).max(1024),
    source: z.string().min(1),
    severity: z.enum(['critical', 'error', 'warning', 'info']),
    timestamp: z.iso.datetime().optional(),
    component: z.string().optional(),
    group: z.string().optional(),
    class: z.string().optional(),
    custom_details: z.record(z.string(), z.unknown()).optional(),
  }),
  links: z.array(z.strictObject({ href: z.url(), text: z.string().optional() })).optional(),
  images: z.array(z.unknown()).optional(),
  client: z.string().optional(),
  client_url: z.url().optional(),
})
const Resolve = z.strictObject({
  routing_key: z.string(),
  event_action: z.enum(['acknowledge', 'resolve']),
  dedup_key: key,
})
const Event = z.discriminatedUnion('event_action', [Trigger, Resolve])
const EVENT_BYTES = 512 * 1024

export const ROUTING_KEY = 'R015HSA9XOZTZFFZN3QE0T9V2KH5Q8LA'

/** `alerts` holds which keys are open. */
export async function startPagerdutyStub(): Promise<HttpStub & { alerts: Map<string, 'open' | 'resolved'> }> {
  const alerts = new Map<string, 'open' | 'resolved'>()
  const stub = await startHttpStub(
    (request) => enqueue(request, alerts),
    () => ({ status: 429, text: '' }),
  )
  return Object.assign(stub, { alerts })
}

function enqueue(request: StubRequest, alerts: Map<string, 'open' | 'resolved'>): StubAnswer {
  if (request.method !== 'POST' || request.path !== '/v2/enqueue') return { status: 404, text: 'Not Found' }
  if (Buffer.byteLength(request.text) > EVENT_BYTES) return { status: 413, text: 'Request Entity Too Large' }
  if (!isJson(request)) return invalid('Event object failed validation')
  const event = Event.safeParse(request.json)
  if (!event.success) {
    return invalid(...event.error.issues.map(({ path, message }) => `'${path.join('.')}' ${message}`))
  }
  const { routing_key, event_action, dedup_key = 'made-here' } = event.data
  if (routing_key.length !== 32) return invalid("Length of 'routing_key' is incorrect (should be 32 characters)")
  if (routing_key !== ROUTING_KEY) return invalid("'routing_key' is invalid")
  alerts.set(dedup_key, event_action === 'trigger' ? 'open' : 'resolved')
  return { status: 202, json: { status: 'success', message: 'Event processed', dedup_key } }
}

function invalid(...errors: string[]): StubAnswer {
  return { status: 400, json: { status: 'invalid event', message: 'Event object is invalid', errors } }
}
