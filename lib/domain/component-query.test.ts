import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseComponentQuery } from './component-query.ts'
import { isInRange, parseVersionRange } from './version-range.ts'

const parsed = (text: string, range = '') => {
  const query = parseComponentQuery(text, range)
  return query.ok ? query.value : query.failure.code
}
const below = (version: string) => ({ operator: '<', version })

test('a name, a beginning of names, a full name and a package URL are told apart', () => {
  expect(parsed('log4j-core')).toEqual({ name: { text: 'log4j-core', prefix: false }, range: [] })
  expect(parsed('log4j*')).toEqual({ name: { text: 'log4j', prefix: true }, range: [] })
  expect(parsed('org.apache.logging.log4j:log4j-core<2.17')).toEqual({
    name: { text: 'org.apache.logging.log4j:log4j-core', prefix: false },
    range: [below('2.17')],
  })
  expect(parsed('pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1?type=jar')).toEqual({
    name: { purl: 'pkg:maven/org.apache.logging.log4j/log4j-core' },
    range: [{ operator: '=', version: '2.14.1' }],
  })
  expect(parsed('pkg:npm/%40babel/core')).toEqual({ name: { purl: 'pkg:npm/%40babel/core' }, range: [] })
  expect(parsed('pkg:deb/debian/openssl@1%3A3.0-1')).toMatchObject({ range: [{ version: '1:3.0-1' }] })
})

test('a range stands beside the name or in a field of its own, and both must hold', () => {
  expect(parsed('log4j-core >= 2.0', '< 2.17')).toMatchObject({ range: [{ operator: '>=' }, below('2.17')] })
  expect(parsed('log4j-core', '>=2.0, <2.17')).toMatchObject({ range: [{ operator: '>=' }, below('2.17')] })
})

test('what is no query says so', () => {
  for (const text of ['', '  ', '*', '< 2', 'zlib <', 'zlib < < 1', 'zlib = 1 2 3 4 5 6 7 8 9 10 11'])
    expect(parsed(text)).toBe('invalid')
})

test('who ships log4j-core < 2.17 is asked by the order of Maven', () => {
  const range = parseVersionRange('< 2.17')
  if (!range.ok) throw new Error(range.failure.detail)
  const versions = ['2.3.2', '2.9.1', '2.14.1', '2.17.0', '2.17-rc1', '2.17.1', '2.20.0']
  expect(versions.filter((version) => isInRange(range.value, 'maven', version))).toEqual([
    '2.3.2',
    '2.9.1',
    '2.14.1',
    '2.17-rc1',
  ])
})

test('one bound and its opposite part all versions between them', () => {
  const version = fc.stringMatching(/^[0-9a-z.~-]{1,8}$/)
  const type = fc.constantFrom('deb', 'rpm', 'apk', 'maven', 'pypi', 'npm')
  fc.assert(
    fc.property(version, version, type, (a, b, of) => {
      const holds = (operator: '<' | '>=' | '>' | '<=' | '=' | '!=') => isInRange([{ operator, version: b }], of, a)
      expect([holds('<'), holds('>'), holds('=')]).toEqual([!holds('>='), !holds('<='), !holds('!=')])
      expect([holds('<'), holds('='), holds('>')].filter(Boolean)).toHaveLength(1)
    }),
  )
})

test('no text makes the reader fail', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, range) => typeof parseComponentQuery(text, range).ok === 'boolean'),
  )
})
