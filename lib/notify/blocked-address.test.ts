import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBlockedAddress } from './blocked-address.ts'

test.each([
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.2.1',
  '198.19.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:8.8.8.8',
  '::127.0.0.1',
  '64:ff9b::a9fe:a9fe',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
  '2001:db8::1',
  '2001::1',
  '2002:7f00:1::',
  'localhost',
  '',
])('%s is blocked', (address) => expect(isBlockedAddress(address)).toBe(true))

test.each(['1.1.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '223.255.255.1', '2606:4700::1111', '2a00:1450::1'])(
  '%s is public',
  (address) => expect(isBlockedAddress(address)).toBe(false),
)

test('no IPv4 address is let through by being written as IPv6', () => {
  fc.assert(
    fc.property(
      fc.ipV4(),
      (address) => isBlockedAddress(`::ffff:${address}`) && isBlockedAddress(`64:ff9b::${address}`),
    ),
  )
})
