import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CodeownersDialect, codeownersOf, parseCodeowners } from './codeowners.ts'

/** Owners of a path by a file, those of each section joined. */
const owners = (text: string, path: string, dialect: CodeownersDialect | null = null) =>
  codeownersOf(parseCodeowners(text, dialect))([path]).map(({ line }) => line.owners.join(' '))

test.each([
  ['*', 'any/where/at.all', true],
  ['*.js', 'src/deep/app.js', true],
  ['*.js', 'src/app.jsx', false],
  ['/build/logs/', 'build/logs/today/1.log', true],
  ['/build/logs/', 'src/build/logs/1.log', false],
  ['docs/*', 'docs/getting-started.md', true],
  ['docs/*', 'docs/build-app/troubleshooting.md', false],
  ['docs/*', 'src/docs/getting-started.md', false],
  ['apps/', 'src/apps/shop/main.go', true],
  ['apps/', 'apps', false],
  ['/docs/', 'docs/a/b.md', true],
  ['/scripts/', 'scripts/run.sh', true],
  ['**/logs', 'deeply/nested/logs/today.log', true],
  ['**/logs', 'logs/today.log', true],
  ['/apps/github', 'apps/github/main.go', true],
  ['/apps/github', 'apps/githubs', false],
  ['src/**/test', 'src/test/a.ts', true],
  ['src/**/test', 'src/a/b/test/c/d.ts', true],
  ['src/**/test', 'src/a/tests/c.ts', false],
  ['/file-?.txt', 'file-1.txt', true],
  ['/file-?.txt', 'file-.txt', false],
])('GitHub: %s and %s', (pattern, path, fits) => {
  expect(owners(`${pattern} @shop/team`, path, 'github')).toEqual(fits ? ['@shop/team'] : [])
})

test('the last line that fits decides, also when it names nobody', () => {
  const text = '* @shop/all\n/pay/ @shop/payments lin@example.com # who pays\n/pay/docs/\n'
  expect(owners(text, 'README.md')).toEqual(['@shop/all'])
  expect(owners(text, 'pay/main.go')).toEqual(['@shop/payments lin@example.com'])
  expect(owners(text, 'pay/docs/a.md')).toEqual([])
})

test('of several paths the line furthest down comes first, each line once with the first path that it decides for', () => {
  const text = '* @all\n/web/ @storefront\n/services/pay/ @payments\n/vendor/\n'
  const answers = codeownersOf(parseCodeowners(text))
  const asked = (...paths: string[]) => answers(paths).map(({ line, path }) => `${line.owners} ${path}`)
  expect(asked('package-lock.json', 'services/pay/package-lock.json', 'vendor/a', 'web/a', 'web/b')).toEqual([
    '@payments services/pay/package-lock.json',
    '@storefront web/a',
    '@all package-lock.json',
  ])
})

test('in GitLab’s files a path is found anywhere unless it begins with a slash', () => {
  expect(owners('internal/README.md @a', 'deep/internal/README.md', 'gitlab')).toEqual(['@a'])
  expect(owners('internal/README.md @a', 'deep/internal/README.md', 'github')).toEqual([])
  expect(owners('/internal/README.md @a', 'deep/internal/README.md', 'gitlab')).toEqual([])
})

test('each of GitLab’s sections names its owner; its own are those of lines that name none; names are one in any case', () => {
  const text = [
    '* @everybody',
    '[Documentation] @docs',
    'docs/',
    'README.md @writers',
    '^[Database][2] @dba',
    'model/db/',
    '!model/db/fixtures/',
    '[DOCUMENTATION]',
    'docs/legal/ @legal',
  ].join('\n')
  expect(parseCodeowners(text)).toMatchObject({ dialect: 'gitlab', problems: [] })
  expect(owners(text, 'docs/a.md')).toEqual(['@everybody', '@docs'])
  expect(owners(text, 'docs/legal/terms.md')).toEqual(['@everybody', '@legal'])
  expect(owners(text, 'model/db/schema.rb')).toEqual(['@everybody', '@dba'])
  expect(owners(text, 'model/db/fixtures/a.yml')).toEqual(['@everybody'])
})

test('spaces that are kept by a backslash belong to the path', () => {
  expect(owners('docs/my\\ notes.md @a', 'docs/my notes.md')).toEqual(['@a'])
  expect(owners('\\#file @a', '#file', 'gitlab')).toEqual(['@a'])
})

test('what is left out is told with its line', () => {
  const { lines, problems } = parseCodeowners('*.js @a\n!secret @b\nsrc/[ab].ts @c\n* payments\n')
  expect(lines.map(({ line }) => line)).toEqual([1])
  expect(problems.map(({ line }) => line)).toEqual([2, 3, 4])
  expect(problems[2]?.message).toContain('"payments"')
})

test('a hostile file is read to a bound and asked in no time', () => {
  const many = Array.from({ length: 25_000 }, (_, n) => `/a${n}/ @t`).join('\n')
  const read = parseCodeowners(many)
  expect([read.lines.length, read.problems]).toEqual([20_000, [{ line: 20_001, message: expect.any(String) }]])
  const stars = parseCodeowners(`${'**/a*a*a*c/'.repeat(60)} @t`)
  expect(codeownersOf(stars)([`${'aaaaaaaaaaaaaaaaab/'.repeat(300)}x`])).toEqual([])
})

test('no text and no path make it throw', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '*', '?', '/', ' ', '#', '\\', '!', '[', ']', '^', '@', '\n'),
    maxLength: 80,
  })
  fc.assert(
    fc.property(text, fc.string({ unit: fc.constantFrom('a', '/', '*', ' '), maxLength: 20 }), (file, path) => {
      for (const dialect of [null, 'github', 'gitlab'] as const) {
        const read = parseCodeowners(file, dialect)
        const answers = codeownersOf(read)([path, 'a/b'])
        expect(answers.every(({ line }) => read.lines.includes(line) && line.owners.length > 0)).toBe(true)
      }
    }),
    { numRuns: 2000 },
  )
})
