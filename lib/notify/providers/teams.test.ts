import { describe, expect, it } from 'vitest'
import { localOutbound } from '../testing/http-stub.ts'
import { digestNotice, hostileNotice, LINK, notice } from '../testing/notices.ts'
import { startTeamsStub, TEAMS_PATH, TEAMS_QUERY } from '../testing/teams-stub.ts'
import { teams } from './teams.ts'

const at = (url: string, query = TEAMS_QUERY) => teams.settings.parse({ webhookUrl: `${url}${TEAMS_PATH}${query}` })

describe('Microsoft Teams', () => {
  it.each([
    ['one issue', notice()],
    ['a digest', digestNotice()],
    ['hostile text', hostileNotice()],
    ['text without end', hostileNotice(400)],
    ['a digest without end', digestNotice('ü'.repeat(5000))],
    ['a title of nothing', notice({ title: '\0', text: '' })],
  ])('takes %s, with its link', async (_what, message) => {
    await using stub = await startTeamsStub()
    expect(await teams.send(at(stub.url), message, localOutbound)).toEqual({ ok: true })
    expect(stub.requests[0]?.text).toContain(`"url":"${LINK}"`)
    expect(stub.requests[0]?.text).toBe(teams.render(at(stub.url), message).body)
  })

  it('says how many things a card had no room for', () => {
    const long = digestNotice(`${'ü'.repeat(120)}`)
    const { items } = long.digest ?? { items: [] }
    const wide = {
      ...long,
      digest: long.digest && {
        ...long.digest,
        items: items.map((item) => ({ ...item, url: `${LINK}?${'q'.repeat(1500)}` })),
      },
    }
    const { body } = teams.render(at('https://x.test'), wide)
    const named = body.split('qqq"').length - 1
    expect(named).toBeLessThan(20)
    expect(body).toContain(`and ${27 - named} more`)
  })

  it('writes text where the card reads no markup, and calls no function of the card', () => {
    const { body } = teams.render(at('https://x.test'), hostileNotice())
    expect(body).not.toContain('"TextBlock"')
    expect(body).not.toContain('entities')
    expect(body).not.toContain('{{')
  })

  it('waits as long as it is told', async () => {
    await using stub = await startTeamsStub()
    stub.throttle()
    expect(await teams.send(at(stub.url), notice(), localOutbound)).toMatchObject({
      retryable: true,
      retryAfterSeconds: 17,
    })
  })

  it('says what is wrong with an address, without the address', async () => {
    await using stub = await startTeamsStub()
    const unsigned = await teams.send(at(stub.url, '?sig=wrong'), notice(), localOutbound)
    expect(unsigned).toMatchObject({
      ok: false,
      retryable: false,
      detail: expect.stringMatching(/^Microsoft Teams: HTTP 401: .*copy the address again/),
    })
    const gone = await teams.send({ webhookUrl: `${stub.url}/workflows/x` }, notice(), localOutbound)
    expect(gone).toMatchObject({ retryable: false, detail: expect.stringContaining('make a new one') })
    expect(JSON.stringify([unsigned, gone])).not.toContain('sig=')
    expect(teams.endpoint(at(stub.url))).toBe(stub.url)
  })
})
