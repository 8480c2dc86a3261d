import { expect, test } from 'vitest'
import { complete, toggleTerm, typedAt, withoutField } from './search-edit.ts'

test('a value joins the others of its field, and goes again', () => {
  const text = 'is:open severity:critical openssl'
  const more = toggleTerm(text, { field: 'severity', value: 'high' })
  expect(more).toBe('is:open severity:critical severity:high openssl')
  expect(toggleTerm(more, { field: 'severity', value: 'high' })).toBe(text)
  expect(toggleTerm('is:open', { field: 'workload', value: 'my app' })).toBe('is:open workload:"my app"')
  expect(toggleTerm('severity:urgent openssl', { field: null, value: 'openssl' })).toBe('severity:urgent')
  expect(withoutField('is:open is:closed team:none', 'is')).toBe('team:none')
})

test('what is typed is found at the caret', () => {
  expect(typedAt('is:open sev', 11)).toEqual({ start: 8, end: 11, field: null, prefix: 'sev' })
  expect(typedAt('is:open severity:cr', 19)).toEqual({ start: 8, end: 19, field: 'severity', prefix: 'cr' })
  expect(typedAt('is:open severity:', 4)).toEqual({ start: 0, end: 7, field: 'is', prefix: 'o' })
  expect(typedAt('workload:"my a', 14)).toEqual({ start: 0, end: 14, field: 'workload', prefix: 'my a' })
  expect(typedAt('is:open ', 8)).toEqual({ start: 8, end: 8, field: null, prefix: '' })
  expect(typedAt('pkg:deb', 7)).toEqual({ start: 0, end: 7, field: null, prefix: 'pkg:deb' })
})

test('choosing replaces what is typed and leaves room for the next term', () => {
  const text = 'is:open sev openssl'
  expect(complete(text, typedAt(text, 11), 'severity:')).toEqual({ text: 'is:open severity: openssl', caret: 17 })
  expect(complete(text, typedAt(text, 11), 'severity:high')).toEqual({
    text: 'is:open severity:high openssl',
    caret: 22,
  })
})
