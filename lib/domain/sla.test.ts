import { expect, test } from 'vitest'
import { dueAt, slaState } from './sla.ts'

const opened = '2026-11-01T12:00:00Z'

test('the time to fix depends on severity, and an unknown one is not for ever', () => {
  expect(dueAt(opened, 'critical')).toBe('2026-11-08T12:00:00.000Z')
  expect(dueAt(opened, 'high')).toBe('2026-12-01T12:00:00.000Z')
  expect(dueAt(opened, 'medium')).toBe('2027-01-30T12:00:00.000Z')
  expect(dueAt(opened, 'low')).toBe('2027-04-30T12:00:00.000Z')
  expect(dueAt(opened, 'unknown')).toBe(dueAt(opened, 'medium'))
})

test('the state turns three days before and right after the due time', () => {
  const due = '2026-11-08T12:00:00Z'
  expect(slaState(due, new Date('2026-11-05T11:59:59Z'))).toBe('in-time')
  expect(slaState(due, new Date('2026-11-05T12:00:00Z'))).toBe('soon')
  expect(slaState(due, new Date('2026-11-08T12:00:00Z'))).toBe('soon')
  expect(slaState(due, new Date('2026-11-08T12:00:01Z'))).toBe('overdue')
  expect(slaState(null, new Date(due))).toBe('none')
})
