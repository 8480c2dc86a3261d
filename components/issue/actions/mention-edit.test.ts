import { expect, test } from 'vitest'
import { mentionAt, mentionedIn, withMention } from './mention-edit.ts'

const ada = { id: '7Gk1', name: 'Ada Osei' }

test('a name begins with an @ that is no part of a word', () => {
  expect(mentionAt('ask @ad', 7)).toEqual({ from: 4, typed: 'ad' })
  expect(mentionAt('@', 1)).toEqual({ from: 0, typed: '' })
  expect(mentionAt('@Ada Os', 7)).toEqual({ from: 0, typed: 'Ada Os' })
  expect(mentionAt('mail ada@example.com', 20)).toBeNull()
  expect(mentionAt('ask @ad about it', 16)).toBeNull()
})

test('the chosen name takes the place of what was typed', () => {
  expect(withMention('ask @ad about it', { from: 4, typed: 'ad' }, ada)).toEqual({
    text: 'ask @Ada Osei about it',
    caret: 14,
  })
})

test('who was taken out of the text again is not told', () => {
  expect(mentionedIn('thanks @Ada Osei', [ada, ada, { id: 'b', name: 'Ben' }])).toEqual(['7Gk1'])
  expect(mentionedIn('thanks', [ada])).toEqual([])
})
