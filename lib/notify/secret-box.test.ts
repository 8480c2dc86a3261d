import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SecretBox } from './secret-box.ts'

const OLD = 'an old passphrase of thirty-two chars'
const NEW = 'the new passphrase of 32 characters!!'
const box = new SecretBox([OLD])

test('what is sealed opens again, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const [first, second] = [box.seal(text, 'route:1'), box.seal(text, 'route:1')]
      return box.open(first, 'route:1') === text && first !== second
    }),
  )
})

test('it opens in its own place only, and not when a character was changed', () => {
  const sealed = box.seal('xoxb-1', 'route:1')
  expect(sealed).not.toContain('xoxb')
  expect(() => box.open(sealed, 'route:2')).toThrow()
  const at = sealed.length - 8
  const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
  expect(() => box.open(changed, 'route:1')).toThrow()
})

test('a new key opens what the old one sealed, says that it is old, and is needed after', () => {
  const sealed = box.seal('token', 'route:1')
  const both = new SecretBox([NEW, OLD])
  expect(box.isOld(sealed)).toBe(false)
  expect(both.isOld(sealed)).toBe(true)
  const again = both.seal(both.open(sealed, 'route:1'), 'route:1')
  expect(both.isOld(again)).toBe(false)
  expect(new SecretBox([NEW]).open(again, 'route:1')).toBe('token')
  expect(() => new SecretBox([NEW]).open(sealed, 'route:1')).toThrow('SECRETS_KEYS_BEFORE')
})
