import { afterEach, expect, test } from 'vitest'
import { config } from '../config.ts'
import { pageContentPolicy, securityHeaders } from './security-headers.ts'

const configured = { publicUrl: config.publicUrl }
afterEach(() => Object.assign(config, configured))

test('asks for https only where it is served', () => {
  Object.assign(config, { publicUrl: 'https://plimsoll.example.com' })
  expect(securityHeaders()['strict-transport-security']).toMatch(/^max-age=\d{8}/)
  Object.assign(config, { publicUrl: 'http://localhost:3000' })
  expect(securityHeaders()).not.toHaveProperty('strict-transport-security')
})

test('lets a page run only scripts with its nonce, and nobody frame it', () => {
  const policy = pageContentPolicy('abc', { dev: false })
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe-eval')
  expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toContain('unsafe-inline')
})
