import { expect, test } from 'vitest'
import { passwordProblem } from './password.ts'

const ada = { name: 'Ada Lovelace', email: 'ada.lovelace@example.com' }

test.each(['new harbour at low tide', 'k8Qz-33mmVt_0', 'пароль из слов', 'a.lovely.lace.curtain'])(
  '%s is accepted',
  (password) => {
    expect(passwordProblem(password, ada)).toBeNull()
  },
)

test.each([
  'too short',
  'x'.repeat(129),
  'aaaaaaaaaaaaaaaa',
  'abcdefghijklmnop',
  '9876543210987',
  'password1234',
  'QwertyQwerty1',
  'lovelace1815',
  'ada.lovelace@example.com',
  'Lovelace-Example',
])('%s is refused with a sentence', (password) => {
  expect(passwordProblem(password, ada)).toMatch(/\.$/)
})
