import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CAPABILITIES } from './capabilities.ts'
import { namedCapabilities } from './named-capabilities.ts'

test.each([
  ['A local attacker with CAP_NET_ADMIN can crash the kernel.', ['NET_ADMIN']],
  ['Exploitation requires the CAP_SYS_ADMIN capability.', ['SYS_ADMIN']],
  ['A process that has CAP_NET_RAW or CAP_NET_ADMIN may write out of bounds', ['NET_ADMIN', 'NET_RAW']],
  ['Containers granted the SYS_PTRACE capability can read other processes.', ['SYS_PTRACE']],
  ['An attacker can escape. CAP_SYS_MODULE is required.', ['SYS_MODULE']],
  ['Users holding CAP_BPF; others are safe', ['BPF']],
])('%s', (text, expected) => {
  expect(namedCapabilities(text)).toEqual(expected)
})

test.each([
  'Allows a local user to gain CAP_SYS_ADMIN.',
  'A process without CAP_SYS_ADMIN can mount file systems.',
  'It does not require CAP_NET_RAW.',
  'A user with CAP_NET_ADMIN in any user or network namespace can corrupt memory.',
  'Unprivileged users with CAP_SYS_ADMIN in a namespace',
  'The call fails with KILL and BPF programs.',
  'Requires CAP_MAKE_COFFEE.',
  'Fixed in CAP_SYS_ADMIN checks',
  '',
])('nothing is needed by: %s', (text) => {
  expect(namedCapabilities(text)).toEqual([])
})

test('whatever a text says, only capabilities of Linux are named, quickly', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('with', 'CAP_', ...CAPABILITIES, 'no', '. ', 'ü', ' ')), (words) => {
      for (const name of namedCapabilities(words.join(' '))) expect(CAPABILITIES.has(name)).toBe(true)
    }),
  )
  const before = performance.now()
  namedCapabilities('with CAP_SYS_ADMIN '.repeat(100_000))
  namedCapabilities('_'.repeat(1_000_000))
  namedCapabilities('A'.repeat(1_000_000))
  expect(performance.now() - before).toBeLessThan(1_000)
})
