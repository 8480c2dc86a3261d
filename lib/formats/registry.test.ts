import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { REPORT_FORMATS } from './registry.ts'

test('the page on formats names each format, and no other', () => {
  const page = readFileSync('docs/formats.md', 'utf8')
  const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, name]) => name)
  expect(rows.toSorted()).toEqual(REPORT_FORMATS.map(({ name }) => name).toSorted())
})
