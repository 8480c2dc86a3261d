import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { NOTICE_EVENTS, type Notice } from '../domain/notice.ts'
import { secretNames } from './provider.ts'
import { PROVIDERS, providerNamed } from './registry.ts'
import { LINK, notice } from './testing/notices.ts'

const SECRET = 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0'
const SETTINGS: Record<string, object> = {
  slack: { webhookUrl: `https://hooks.slack.test/${SECRET}` },
  teams: { webhookUrl: `https://teams.test/${SECRET}` },
  email: { to: ['a@example.org'], from: 'b@example.org', host: 'smtp.test', username: 'u', password: SECRET },
  jira: { siteUrl: 'https://jira.test', email: 'a@example.org', token: SECRET, project: 'PAY' },
  github: { repository: 'a/b', token: SECRET },
  gitlab: { project: 'a/b', token: SECRET },
  pagerduty: { routingKey: 'R015HSA9XOZTZFFZN3QE0T9V2KH5Q8LA' },
  opsgenie: { apiKey: SECRET },
  webhook: { url: 'https://hook.test', signingSecret: SECRET },
  syslog: { host: 'siem.test' },
}
const FLAT = ['string', 'number', 'integer', 'boolean', 'array']

const anyText = fc.string({ unit: 'binary', maxLength: 400 })
const anyNotice: fc.Arbitrary<Notice> = fc
  .record({
    title: anyText,
    text: anyText,
    events: fc.array(fc.constantFrom(...NOTICE_EVENTS), { minLength: 1, maxLength: 11 }),
    operation: fc.constantFrom('create', 'update', 'close'),
    facts: fc.array(fc.tuple(anyText, anyText), { maxLength: 30 }),
    where: fc.option(anyText),
    severity: fc.constantFrom('critical', 'high', 'medium', 'low', 'unknown', null),
  })
  .map(({ facts, where, severity, ...rest }) => {
    const whole = notice(rest)
    return { ...whole, subject: whole.subject && { ...whole.subject, facts, where, severity } }
  })

describe('the registry', () => {
  it('finds each kind of channel by its name', () => {
    expect(PROVIDERS.map(({ name }) => name).sort()).toEqual(Object.keys(SETTINGS).sort())
    for (const provider of PROVIDERS) expect(providerNamed(provider.name)).toBe(provider)
    expect(providerNamed('toString')).toBeNull()
  })
})

describe.each(PROVIDERS.map((provider) => [provider.name, provider] as const))('%s', (name, provider) => {
  const settings = provider.settings.parse(SETTINGS[name])

  it('has settings of which a form can be drawn', () => {
    const { properties = {} } = z.toJSONSchema(provider.settings, { io: 'input' })
    expect(Object.keys(properties).length).toBeGreaterThan(0)
    for (const field of Object.values(properties)) {
      expect(field).toMatchObject({ title: expect.stringMatching(/^[A-Z]/), description: expect.stringMatching(/\.$/) })
      expect(FLAT).toContain((field as { type?: string }).type)
    }
  })

  it('marks what is secret, and shows none of it in its preview and its name', () => {
    const names = secretNames(provider.settings)
    for (const field of Object.keys(settings).filter((one) => /token|key|secret|password|webhookUrl/i.test(one))) {
      expect(names).toContain(field)
    }
    const shown = provider.endpoint(settings) + provider.render(settings, notice()).body
    for (const secret of names.map((one) => settings[one]).filter((one) => one !== ''))
      expect(shown).not.toContain(secret)
  })

  it('has another name for another address, so that no secret goes to one for which it was not entered', () => {
    for (const [field, value] of Object.entries(settings)) {
      if (typeof value !== 'string' || !value.startsWith('https://')) continue
      const other = provider.settings.parse({ ...settings, [field]: value.replace('https://', 'https://other.') })
      const used = name !== 'slack' || field === 'webhookUrl'
      if (used) expect(provider.endpoint(other)).not.toBe(provider.endpoint(settings))
    }
  })

  it('makes a message of any notice, with the link where it opens or tells of something', () => {
    fc.assert(
      fc.property(anyNotice, (any) => {
        const { body } = provider.render(settings, any)
        if (provider.manner !== 'alert' || any.operation !== 'close')
          expect(body).toContain(LINK.replaceAll('=', '\\='))
        // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
        expect(body).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/)
      }),
      { numRuns: 60 },
    )
  })
})
