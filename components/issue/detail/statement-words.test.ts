import { expect, test } from 'vitest'
import { effectWords, productWords } from './statement-words.ts'

const digest = `sha256:${'5d'.repeat(32)}`
const nothing = { image: null, repository: null, purl: '', version: '' }
const image = { repository: 'r.io/web', tag: null, digest: null }

test.each([
  [{ ...nothing, image }, 'r.io/web'],
  [{ ...nothing, image: { ...image, tag: '7', digest } }, 'r.io/web:7@sha256:5d5d5d5d5d5d…'],
  [{ ...nothing, image, purl: 'pkg:npm/knot', version: '1.0' }, 'pkg:npm/knot@1.0, in r.io/web'],
  [{ ...nothing, repository: 'tidewater/shop' }, 'tidewater/shop'],
  [{ ...nothing, purl: 'pkg:npm/knot' }, 'pkg:npm/knot in every version'],
])('%j is told as %s', (product, words) => {
  expect(productWords(product)).toBe(words)
})

test('a statement that is only noted says what its author knows', () => {
  expect(effectWords({ effect: 'noted', status: 'affected' })).toContain('agrees')
  expect(effectWords({ effect: 'noted', status: 'under_investigation' })).toContain('not know')
  expect(effectWords({ effect: 'contradicted', status: 'fixed' })).toContain('disagree')
})
