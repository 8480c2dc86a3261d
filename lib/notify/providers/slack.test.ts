import { describe, expect, it } from 'vitest'
import { localOutbound } from '../testing/http-stub.ts'
import { digestNotice, hostileNotice, LINK, notice } from '../testing/notices.ts'
import { SLACK_CHANNEL, SLACK_HOOK, SLACK_TOKEN, startSlackStub } from '../testing/slack-stub.ts'
import { slack } from './slack.ts'

const asWebhook = (url: string) => slack.settings.parse({ webhookUrl: url + SLACK_HOOK })
const asBot = (url: string, change: object = {}) =>
  slack.settings.parse({ botToken: SLACK_TOKEN, channel: SLACK_CHANNEL, apiUrl: `${url}/api`, ...change })

describe('Slack', () => {
  it.each([
    ['one issue', notice()],
    ['a digest', digestNotice()],
    ['a test', notice({ test: true })],
    ['hostile text', hostileNotice()],
    ['text without end', hostileNotice(400)],
    ['a digest without end', digestNotice('x'.repeat(5000))],
    ['a title of nothing', notice({ title: '\0', text: '' })],
  ])('takes %s by webhook and by bot', async (_what, message) => {
    await using stub = await startSlackStub()
    expect(await slack.send(asWebhook(stub.url), message, localOutbound)).toEqual({ ok: true })
    expect(await slack.send(asBot(stub.url), message, localOutbound)).toEqual({ ok: true })
    for (const { text } of stub.requests) expect(text).toContain(`"url":"${LINK}"`)
  })

  it('mentions nobody and writes no markup, whatever a text says', () => {
    const { body } = slack.render(asWebhook('https://hooks.example.test'), hostileNotice())
    const message = JSON.parse(body) as { text: string; blocks: unknown }
    expect(message.text).toContain('&lt;!channel&gt; &lt;@\u200bU012&gt; @\u200beveryone')
    expect(message.text).not.toMatch(/[<>]|@\w/)
    expect(JSON.stringify(message.blocks)).not.toContain('mrkdwn')
    expect(body).not.toContain('\\u0000')
  })

  it('previews what it sends', async () => {
    await using stub = await startSlackStub()
    const settings = asBot(stub.url)
    await slack.send(settings, notice(), localOutbound)
    expect(stub.requests[0]?.text).toBe(slack.render(settings, notice()).body)
  })

  it('waits as long as it is told', async () => {
    await using stub = await startSlackStub()
    stub.throttle(2)
    for (const settings of [asWebhook(stub.url), asBot(stub.url)]) {
      const delivery = await slack.send(settings, notice(), localOutbound)
      expect(delivery).toMatchObject({ ok: false, retryable: true, retryAfterSeconds: 30 })
    }
  })

  it.each([
    ['invalid_auth', { botToken: 'xoxb-other' }, /^Slack: HTTP 200: invalid_auth\. The bot token is not valid/],
    ['channel_not_found', { channel: 'C9' }, /channel_not_found\. Check the id of the channel/],
  ])('says what to do about %s, and does not try again', async (_error, change, detail) => {
    await using stub = await startSlackStub()
    const delivery = await slack.send(asBot(stub.url, change), notice(), localOutbound)
    expect(delivery).toMatchObject({ ok: false, retryable: false, detail: expect.stringMatching(detail) })
    expect(JSON.stringify(delivery)).not.toContain('xoxb')
  })

  it('knows a webhook that was removed from a Slack that is down', async () => {
    await using stub = await startSlackStub()
    const gone = await slack.send(
      slack.settings.parse({ webhookUrl: `${stub.url}/services/x` }),
      notice(),
      localOutbound,
    )
    expect(gone).toMatchObject({ ok: false, retryable: false, detail: expect.stringContaining('make a new one') })
    stub.answerNext({ status: 500, text: 'rollup_error' })
    expect(await slack.send(asWebhook(stub.url), notice(), localOutbound)).toMatchObject({ retryable: true })
    stub.answerNext({ status: 200, json: { ok: false, error: 'internal_error' } })
    expect(await slack.send(asBot(stub.url), notice(), localOutbound)).toMatchObject({ retryable: true })
  })

  it.each([
    [{}, /either an incoming webhook or a bot token/],
    [{ webhookUrl: 'https://hooks.slack.com/x', botToken: 'xoxb-1', channel: 'C1' }, /either/],
    [{ botToken: 'xoxb-1' }, /needs the id of the channel/],
    [{ webhookUrl: 'javascript:alert(1)' }, /https/],
    [{ webhookUrl: 'https://user:pass@hooks.slack.com/x' }, /user name and password/],
    [{ botToken: 'xoxb-1\r\nHost: x', channel: 'C1' }, /line breaks/],
  ])('refuses settings that cannot work: %j', (settings, message) => {
    expect(slack.settings.safeParse(settings).error?.message).toMatch(message)
  })

  it('shows no part of the webhook that is secret', () => {
    expect(slack.endpoint(asWebhook('https://hooks.slack.com'))).toBe('https://hooks.slack.com')
  })
})
