import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, parseConfig } from './config.ts'

const failure = (environment: Record<string, string>) => {
  try {
    parseConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return null
}

test('an empty environment is enough, and an empty variable counts as not set', () => {
  const config = parseConfig({})
  expect(config).toMatchObject({ port: 3000, publicUrl: 'http://localhost:3000', holdShare: 0.5, oidc: null })
  expect(config.dataDir).toBe(resolve('.plimsoll'))
  expect(config.tlsKey).toBe(resolve('.plimsoll/tls/tls.key'))
  expect(parseConfig({ PORT: '', OIDC_ISSUER: '' })).toMatchObject({ port: 3000, oidc: null })
})

test.each([
  ['PORT', '70000'],
  ['PORT', 'web'],
  ['PUBLIC_URL', 'ftp://plimsoll.example'],
  ['HOLD_SHARE', '1.5'],
  ['AUTH_SECRET', 'short'],
  ['SECRETS_KEY', 'short'],
  ['LOG_LEVEL', 'loud'],
  ['INGEST_REPORT_BYTES', '0'],
  ['INGEST_REPORT_BYTES', '256MB'],
])('%s=%s is refused by its name', (variable, value) => {
  expect(failure({ [variable]: value })).toMatch(new RegExp(`^${variable} cannot be used: .`))
})

test('links have no doubled slash, wherever the address ends', () => {
  expect(parseConfig({ PUBLIC_URL: 'https://plimsoll.example//' }).publicUrl).toBe('https://plimsoll.example')
})

test('a missing secret is told when it is needed, not before', () => {
  const config = parseConfig({})
  expect(() => config.authSecret).toThrow(ConfigError)
  expect(parseConfig({ AUTH_SECRET: 's'.repeat(32) }).authSecret).toBe('s'.repeat(32))
})

test('single sign-on is whole or absent, and its roles are ours', () => {
  const whole = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'plimsoll', OIDC_CLIENT_SECRET: 'secret' }
  expect(failure({ OIDC_ISSUER: whole.OIDC_ISSUER })).toContain('set all three or none')
  expect(parseConfig({ ...whole, OIDC_ROLES: 'sec=security, ops=admin' }).oidc).toMatchObject({
    roleOfValue: { sec: 'security', ops: 'admin' },
    defaultRole: null,
  })
  expect(failure({ ...whole, OIDC_ROLES: 'sec=god' })).toContain('not "sec=god"')
})

test('proxies are a list', () => {
  expect(parseConfig({ TRUSTED_PROXIES: '10.0.0.0/8, ::1,' }).trustedProxies).toEqual(['10.0.0.0/8', '::1'])
})

test('secrets are sealed with a key of their own or that of the sessions, and opened with those from before', () => {
  const [own, before, auth] = ['o', 'b', 'a'].map((letter) => letter.repeat(32))
  expect(parseConfig({ AUTH_SECRET: auth }).secretsKeys).toEqual([auth])
  const keys = { AUTH_SECRET: auth, SECRETS_KEY: own, SECRETS_KEYS_BEFORE: `${before}, ${auth}` }
  expect(parseConfig(keys).secretsKeys).toEqual([own, before, auth])
  expect(() => parseConfig({}).secretsKeys).toThrow('SECRETS_KEY')
})
