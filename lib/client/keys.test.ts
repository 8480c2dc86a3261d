import { expect, test } from 'vitest'
import { chordOf, conflictOf, DEFAULT_KEY_SETTINGS, KeyMatcher, keysOf, SHORTCUT_IDS } from './keys.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  chordOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })

test('no declared shortcut hides another', () => {
  for (const id of SHORTCUT_IDS) {
    expect(conflictOf(id, keysOf(id, DEFAULT_KEY_SETTINGS), DEFAULT_KEY_SETTINGS), id).toBeNull()
  }
  expect(conflictOf('issue.assign', 'j', DEFAULT_KEY_SETTINGS)).toBe('list.next')
  expect(conflictOf('issue.assign', 'g', DEFAULT_KEY_SETTINGS)).toBe('go.issues')
})

test('presses are named by what they type', () => {
  expect(press('k', { ctrlKey: true })).toBe('mod+k')
  expect(press('K', { metaKey: true, shiftKey: true })).toBe('mod+shift+k')
  expect(press('?', { shiftKey: true })).toBe('?')
  expect(press('J', { shiftKey: true })).toBe('shift+j')
  expect(press('Shift', { shiftKey: true })).toBeNull()
  expect(press('/', { ctrlKey: true, altKey: true })).toBe('/')
  expect(press('x', { altKey: true })).toBeNull()
})

test('a sequence matches in time, and its second key alone means something else', () => {
  const matcher = new KeyMatcher()
  expect(matcher.press('g', 0, DEFAULT_KEY_SETTINGS)).toBe('pending')
  expect(matcher.press('s', 500, DEFAULT_KEY_SETTINGS)).toBe('go.sources')
  expect(matcher.press('s', 600, DEFAULT_KEY_SETTINGS)).toBe('issue.accept')
  expect(matcher.press('g', 1000, DEFAULT_KEY_SETTINGS)).toBe('pending')
  expect(matcher.press('s', 3000, DEFAULT_KEY_SETTINGS)).toBe('issue.accept')
})

test('a press that ends no sequence counts for itself', () => {
  const matcher = new KeyMatcher()
  matcher.press('g', 0, DEFAULT_KEY_SETTINGS)
  expect(matcher.press('j', 10, DEFAULT_KEY_SETTINGS)).toBe('list.next')
})

test('remapped keys replace the declared ones', () => {
  const settings = { enabled: true, keys: { 'list.next': 'n' } }
  const matcher = new KeyMatcher()
  expect(matcher.press('n', 0, settings)).toBe('list.next')
  expect(matcher.press('j', 1, settings)).toBeNull()
})

test('switched off, only shortcuts with a modifier are left', () => {
  const settings = { enabled: false, keys: {} }
  const matcher = new KeyMatcher()
  expect(matcher.press('j', 0, settings)).toBeNull()
  expect(matcher.press('g', 1, settings)).toBeNull()
  expect(matcher.press('mod+k', 2, settings)).toBe('palette')
})
