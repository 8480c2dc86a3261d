import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'

function from(remoteAddress: string, forwarded?: string) {
  return {
    socket: { remoteAddress },
    headers: forwarded ? { 'x-forwarded-for': forwarded } : {},
  } as unknown as IncomingMessage
}

test('a caller cannot choose its address', () => {
  expect(clientAddress(from('192.0.2.9', '10.1.1.1'), [])).toBe('192.0.2.9')
  expect(clientAddress(from('::ffff:192.0.2.9', '10.1.1.1'), ['10.0.0.0/8'])).toBe('192.0.2.9')
})

test('behind our own proxies it is the last address that is not theirs', () => {
  const proxies = ['10.0.0.0/8', '2001:db8::1']
  expect(clientAddress(from('10.0.0.2', '203.0.113.5'), proxies)).toBe('203.0.113.5')
  expect(clientAddress(from('2001:db8::1', '1.2.3.4, 203.0.113.5, 10.0.0.3'), proxies)).toBe('203.0.113.5')
  expect(clientAddress(from('10.0.0.2', 'nonsense'), proxies)).toBe('10.0.0.2')
  expect(clientAddress(from('10.0.0.2'), proxies)).toBe('10.0.0.2')
})
