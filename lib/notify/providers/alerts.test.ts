import { describe, expect, it } from 'vitest'
import { localOutbound } from '../testing/http-stub.ts'
import { digestNotice, hostileNotice, LINK, notice } from '../testing/notices.ts'
import { OPSGENIE_KEY, startOpsgenieStub } from '../testing/opsgenie-stub.ts'
import { ROUTING_KEY, startPagerdutyStub } from '../testing/pagerduty-stub.ts'
import { alertKey } from './alert-key.ts'
import { opsgenie } from './opsgenie.ts'
import { pagerduty } from './pagerduty.ts'

const KEY = 'plimsoll:issue:481'
const MESSAGES = [
  ['one issue', notice()],
  ['a digest', digestNotice()],
  ['hostile text', hostileNotice()],
  ['text without end', hostileNotice(400)],
  ['a digest without end', digestNotice('ü'.repeat(5000))],
  ['a title of nothing', notice({ title: '\0', text: '', subject: null })],
] as const
const close = notice({ operation: 'close', events: ['closed'], remoteKey: KEY })

describe('PagerDuty', () => {
  const at = (url: string, routingKey = ROUTING_KEY) => pagerduty.settings.parse({ apiUrl: url, routingKey })

  it.each(MESSAGES)('takes %s, with its link', async (_what, message) => {
    await using stub = await startPagerdutyStub()
    expect(await pagerduty.send(at(stub.url), message, localOutbound)).toEqual({ ok: true, remoteKey: KEY })
    expect(stub.requests[0]?.json).toMatchObject({ links: [{ href: LINK }], client_url: LINK })
  })

  it('opens one alert for one thing, and resolves it', async () => {
    await using stub = await startPagerdutyStub()
    await pagerduty.send(at(stub.url), notice(), localOutbound)
    await pagerduty.send(
      at(stub.url),
      notice({ operation: 'update', events: ['overdue'], remoteKey: KEY }),
      localOutbound,
    )
    expect([...stub.alerts]).toEqual([[KEY, 'open']])
    expect(await pagerduty.send(at(stub.url), close, localOutbound)).toEqual({ ok: true, remoteKey: KEY })
    expect([...stub.alerts]).toEqual([[KEY, 'resolved']])
  })

  it('says what is wrong, waits when told to, and never shows the key', async () => {
    await using stub = await startPagerdutyStub()
    const wrong = await pagerduty.send(at(stub.url, 'X'.repeat(32)), notice(), localOutbound)
    expect(wrong).toMatchObject({
      ok: false,
      retryable: false,
      detail: expect.stringMatching(/'routing_key' is invalid\. Copy the integration key/),
    })
    stub.throttle()
    expect(await pagerduty.send(at(stub.url), notice(), localOutbound)).toMatchObject({ retryable: true })
    expect(pagerduty.render(at(stub.url), notice()).body).not.toContain(ROUTING_KEY)
    expect(pagerduty.settings.safeParse({ routingKey: 'short' }).error?.message).toContain('32 letters')
  })
})

describe('Opsgenie', () => {
  const at = (url: string, apiKey = OPSGENIE_KEY) =>
    opsgenie.settings.parse({ apiUrl: url, apiKey, responderTeam: 'Payments', tags: ['plimsoll'] })

  it.each(MESSAGES)('takes %s, with its link', async (_what, message) => {
    await using stub = await startOpsgenieStub()
    expect(await opsgenie.send(at(stub.url), message, localOutbound)).toEqual({ ok: true, remoteKey: KEY })
    expect(stub.requests[0]?.json).toMatchObject({ description: expect.stringContaining(LINK), alias: KEY })
    expect(stub.requests[0]?.text).toBe(opsgenie.render(at(stub.url), message).body)
  })

  it('shows no HTML of a text', () => {
    for (const message of [hostileNotice(), { ...hostileNotice(), operation: 'close' } as const]) {
      expect(opsgenie.render(at('https://x.test'), message).body).not.toMatch(/<[a-z/!]/i)
    }
  })

  it('opens one alert for one thing, and closes it by its alias', async () => {
    await using stub = await startOpsgenieStub()
    await opsgenie.send(at(stub.url), notice(), localOutbound)
    expect([...stub.alerts]).toEqual([[KEY, 'open']])
    expect(await opsgenie.send(at(stub.url), close, localOutbound)).toEqual({ ok: true, remoteKey: KEY })
    expect([...stub.alerts]).toEqual([[KEY, 'closed']])
  })

  it('says what is wrong, and waits for the period that it names', async () => {
    await using stub = await startOpsgenieStub()
    expect(await opsgenie.send(at(stub.url, 'other'), notice(), localOutbound)).toMatchObject({
      ok: false,
      retryable: false,
      detail: expect.stringMatching(/^Opsgenie: HTTP 401: Could not authenticate\. Check the token/),
    })
    stub.throttle()
    const throttled = await opsgenie.send(at(stub.url), notice(), localOutbound)
    expect(throttled).toMatchObject({ retryable: true, retryAfterSeconds: 60 })
  })
})

describe('the key of an alert', () => {
  it('is cut without becoming that of another thing', () => {
    const [one, other] = [alertKey(`${'x'.repeat(600)}1`, 255), alertKey(`${'x'.repeat(600)}2`, 255)]
    expect(one).toHaveLength(255)
    expect(one).not.toBe(other)
  })
})
