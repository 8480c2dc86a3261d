import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyFilter, parseIssueSearch, parseSearchTerms, printIssueSearch } from './issue-search.ts'

test('fields, quoted values and free words are told apart', () => {
  const { filter, problems } = parseIssueSearch('is:open team:payments severity:Critical workload:"my app" openssl')
  expect(problems).toEqual([])
  expect(filter).toEqual({
    ...emptyFilter(),
    is: ['open'],
    team: ['payments'],
    severity: ['critical'],
    workload: ['my app'],
    text: ['openssl'],
  })
})

test('a value that a field cannot take is reported and filters nothing', () => {
  const { filter, problems } = parseIssueSearch('severity:urgent')
  expect(filter).toEqual(emptyFilter())
  expect(problems).toEqual(['severity: takes critical, high, medium, low, unknown'])
})

test('an unknown field is a word to look for, so that a pasted purl finds its package', () => {
  expect(parseSearchTerms('pkg:deb/debian/openssl')).toEqual([{ field: null, value: 'pkg:deb/debian/openssl' }])
})

test('printing and parsing are inverse', () => {
  const value = fc.string({ minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(
      fc.uniqueArray(value, { maxLength: 3 }),
      fc.uniqueArray(value, { maxLength: 3 }),
      fc.uniqueArray(fc.constantFrom('critical' as const, 'low' as const)),
      fc.uniqueArray(fc.boolean()),
      (team, text, severity, kev) => {
        const filter = { ...emptyFilter(), team, text, severity, kev }
        expect(parseIssueSearch(printIssueSearch(filter)).filter).toEqual(filter)
      },
    ),
  )
})
