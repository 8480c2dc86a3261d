import { expect, test } from 'vitest'
import { leversOf, signed } from './risk-levers.ts'

const part = (points: number, lever: string | null) => ({
  group: 'reach' as const,
  code: `${points}`,
  points,
  why: '',
  lever,
})

test('the lever that takes the most away is first, with all the parts that it takes away', () => {
  const parts = [part(6, 'Remove it'), part(12, 'Take it off the internet'), part(8, 'Remove it'), part(30, null)]
  expect(leversOf({ parts })).toEqual([
    { what: 'Remove it', points: 14 },
    { what: 'Take it off the internet', points: 12 },
  ])
})

test('what helps already is no lever', () => {
  expect(leversOf({ parts: [part(-12, 'Make it writable'), part(0, 'Nothing')] })).toEqual([])
})

test('points carry their sign', () => {
  expect([signed(30), signed(-12), signed(0)]).toEqual(['+30', '−12', '+0'])
})
