import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { REPORT_FORMATS } from './registry.ts'

/** The cells of each row of the page that begins with a format's name; a bar in a cell is written `\|`. */
const rows = readFileSync('docs/formats.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| `[a-z0-9-]+` \|/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  )

test('the page on formats names each format, and no other', () => {
  const named = rows.map(([name]) => name?.replaceAll('`', ''))
  expect(named.toSorted()).toEqual(REPORT_FORMATS.map(({ name }) => name).toSorted())
})

test.each(rows)('the page says of %s what is read, of which versions, and what the tool is called with', (...row) => {
  expect(row).toHaveLength(5)
  const [, read, versions, command] = row
  expect(read).not.toBe('')
  expect(versions).not.toBe('')
  expect(command).toMatch(/`\S+ .+`/)
})
