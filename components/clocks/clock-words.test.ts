import { expect, test } from 'vitest'
import { DEFAULT_RULE } from '../../lib/domain/sla.ts'
import { daysOf, holidaysOf, newRule, ruleWords } from './clock-words.ts'

test('days are whole and not negative, and an empty field is no date', () => {
  expect(daysOf('7')).toBe(7)
  expect(daysOf('0')).toBe(0)
  expect(daysOf(' ')).toBeNull()
  expect(daysOf('1.5')).toBeUndefined()
  expect(daysOf('-1')).toBeUndefined()
  expect(daysOf('soon')).toBeUndefined()
})

test('holidays are read one by one, sorted and once each; what is no date is told', () => {
  expect(holidaysOf('2026-12-26\n2026-12-25, 2026-12-25\nboxing 2026-13-01')).toEqual({
    dates: ['2026-12-25', '2026-12-26'],
    wrong: ['boxing', '2026-13-01'],
  })
})

test('a new rule is for an environment that has none', () => {
  expect(newRule([DEFAULT_RULE]).environment).toBe('production')
  expect(newRule([DEFAULT_RULE, { ...DEFAULT_RULE, environment: 'production' }]).environment).toBe('staging')
})

test('a rule reads as a sentence', () => {
  expect(ruleWords({ ...DEFAULT_RULE, days: { ...DEFAULT_RULE.days, low: null } })).toBe(
    'critical 7, high 30, medium 90, low no date days by severity',
  )
})
