import { expect, test } from 'vitest'
import { safeNext } from './sign-in.ts'

test('a path of our own is followed', () => {
  expect(safeNext('/issues/7?q=is:open#why')).toBe('/issues/7?q=is:open#why')
})

test.each([
  undefined,
  null,
  '',
  'https://elsewhere.example',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  'javascript:alert(1)',
])('%s leads to the issues', (next) => {
  expect(safeNext(next)).toBe('/issues')
})
