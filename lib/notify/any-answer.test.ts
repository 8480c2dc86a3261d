import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Outbound, OutboundError, type OutboundResponse } from './outbound.ts'
import { PROVIDERS } from './registry.ts'
import { notice } from './testing/notices.ts'

const SETTINGS: Record<string, object> = {
  slack: { botToken: 'xoxb-1', channel: 'C1' },
  teams: { webhookUrl: 'https://teams.test/x' },
  jira: { siteUrl: 'https://jira.test', email: 'a@example.org', token: 'x', project: 'PAY' },
  github: { repository: 'a/b', token: 'x' },
  gitlab: { project: 'a/b', token: 'x' },
  pagerduty: { routingKey: 'R015HSA9XOZTZFFZN3QE0T9V2KH5Q8LA' },
  opsgenie: { apiKey: 'x' },
  webhook: { url: 'https://hook.test', signingSecret: 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0' },
}
const KEYS: Record<string, string> = { jira: 'PAY-1', github: 'a/b#1', gitlab: 'a/b#1' }

/** Words that the providers look for, in any shape. */
const word = fc.constantFrom(
  'ok',
  'error',
  'message',
  'errors',
  'errorMessages',
  'number',
  'iid',
  'key',
  'state',
  'comments',
  'fields',
  'transitions',
  'body',
)
const anyBody = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.json({ maxDepth: 3 }),
  fc.dictionary(word, fc.jsonValue({ maxDepth: 2 })).map((value) => JSON.stringify(value)),
  fc.array(fc.dictionary(word, fc.jsonValue({ maxDepth: 1 })), { maxLength: 3 }).map((value) => JSON.stringify(value)),
)
const header = fc.constantFrom(
  'retry-after',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'ratelimit-reset',
  'x-ratelimit-period-in-sec',
)
const anyAnswer: fc.Arbitrary<OutboundResponse> = fc.record({
  status: fc.constantFrom(100, 200, 201, 202, 204, 301, 400, 401, 403, 404, 409, 410, 413, 422, 429, 500, 503, 599),
  headers: fc.dictionary(
    header,
    fc.oneof(fc.string({ maxLength: 12 }), fc.integer().map(String), fc.constant('Sat, 21 Nov 2026 10:00:00 GMT')),
  ),
  text: anyBody,
})

function answering(answers: OutboundResponse[]): Outbound {
  let next = 0
  const nothing = () => Promise.reject(new OutboundError('not here', true))
  return {
    fetch: async () => answers[next++ % answers.length] ?? nothing(),
    connect: nothing,
    datagram: nothing,
  }
}

describe.each(PROVIDERS.filter(({ name }) => name in SETTINGS).map((one) => [one.name, one] as const))(
  '%s',
  (name, provider) => {
    const settings = provider.settings.parse(SETTINGS[name])

    it('makes a delivery of whatever an endpoint answers', async () => {
      const operation = fc.constantFrom('create' as const, 'update' as const, 'close' as const)
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyAnswer, { minLength: 1, maxLength: 4 }),
          operation,
          fc.integer({ min: 1, max: 3 }),
          async (answers, what, attempt) => {
            const message = notice({
              operation: what,
              attempt,
              remoteKey: what === 'create' ? null : (KEYS[name] ?? 'plimsoll:x'),
            })
            const delivery = await provider.send(settings, message, answering(answers))
            if (delivery.ok) return
            expect(delivery.detail.length).toBeGreaterThan(5)
            expect(delivery.detail.length).toBeLessThan(800)
            expect(delivery.retryAfterSeconds ?? 0).toBeGreaterThanOrEqual(0)
            expect(Number.isNaN(delivery.retryAfterSeconds ?? 0)).toBe(false)
          },
        ),
        { numRuns: 150 },
      )
    })

    it('reads the state of a ticket, or says why it cannot', async () => {
      if (!provider.remoteState) return
      await fc.assert(
        fc.asyncProperty(fc.array(anyAnswer, { minLength: 1, maxLength: 2 }), async (answers) => {
          const state = provider.remoteState?.(settings, KEYS[name] ?? '', answering(answers))
          await state?.catch((error: unknown) => expect(error).toBeInstanceOf(OutboundError))
        }),
        { numRuns: 150 },
      )
    })
  },
)
