import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { localOutbound } from '../testing/http-stub.ts'
import { digestNotice, HOSTILE, hostileNotice, LINK, notice } from '../testing/notices.ts'
import { startWebhookStub } from '../testing/webhook-stub.ts'
import { webhook } from './webhook.ts'

const makeSecret = () => `whsec_${randomBytes(32).toString('base64')}`
const settingsOf = (url: string, signingSecret: string, previousSecret = '') =>
  webhook.settings.parse({ url: `${url}/hook`, signingSecret, previousSecret })

describe('a webhook', () => {
  it.each([
    ['one issue', notice()],
    ['a digest', digestNotice()],
    ['hostile text', hostileNotice()],
  ])('takes %s whose signature it checks', async (_what, message) => {
    const secret = makeSecret()
    await using stub = await startWebhookStub(secret)
    expect(await webhook.send(settingsOf(stub.url, secret), message, localOutbound)).toEqual({ ok: true })
    expect(stub.requests[0]?.text).toBe(webhook.render(settingsOf(stub.url, secret), message).body)
  })

  it('gives text as it is: a program reads it', () => {
    const { body } = webhook.render(settingsOf('https://x.test', makeSecret()), hostileNotice())
    expect(JSON.parse(body).data).toMatchObject({
      title: HOSTILE,
      url: LINK,
      subject: { severity: 'critical', risk: 92 },
    })
  })

  it('is signed with the old and the new secret while one is changed', async () => {
    const [before, after] = [makeSecret(), makeSecret()]
    for (const known of [before, after]) {
      await using stub = await startWebhookStub(known)
      expect(await webhook.send(settingsOf(stub.url, after, before), notice(), localOutbound)).toEqual({ ok: true })
      expect(stub.requests[0]?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/)
    }
    await using stub = await startWebhookStub(before)
    expect(await webhook.send(settingsOf(stub.url, after), notice(), localOutbound)).toMatchObject({
      ok: false,
      retryable: false,
      detail: expect.stringContaining('HTTP 401: signature does not fit'),
    })
  })

  it('has the same id at every attempt, so that a receiver can tell what it has', async () => {
    const secret = makeSecret()
    await using stub = await startWebhookStub(secret)
    for (const attempt of [1, 2]) await webhook.send(settingsOf(stub.url, secret), notice({ attempt }), localOutbound)
    expect(stub.requests.map(({ headers }) => headers['webhook-id'])).toEqual([notice().id, notice().id])
  })

  it('tells what passes from what does not', async () => {
    const secret = makeSecret()
    await using stub = await startWebhookStub(secret)
    const send = () => webhook.send(settingsOf(stub.url, secret), notice(), localOutbound)
    stub.throttle()
    expect(await send()).toMatchObject({ retryable: true, retryAfterSeconds: 120 })
    stub.answerNext({ status: 502, text: '' })
    expect(await send()).toMatchObject({ retryable: true })
    stub.answerNext({ status: 410, text: '' })
    expect(await send()).toMatchObject({ retryable: false, detail: expect.stringContaining('remove the channel') })
  })

  it.each(['', 'whsec_', 'whsec_c2hvcnQ=', 'not base64 at all!'])('refuses the secret %j', (signingSecret) => {
    const parsed = webhook.settings.safeParse({ url: 'https://x.test', signingSecret })
    expect(parsed.error?.message).toContain('24 to 64 bytes')
  })
})
