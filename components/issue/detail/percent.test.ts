import { expect, it } from 'vitest'
import { percent } from './percent.ts'

it.each([
  [0, '0.0 %'],
  [1, '100.0 %'],
  [0.94405, '94.4 %'],
  [0.01, '1.0 %'],
  [0.0099, '0.99 %'],
  [0.00043, '0.043 %'],
  [0.00001, '0.0010 %'],
])('%d is %s', (share, told) => {
  expect(percent(share)).toBe(told)
})
