import { expect, test } from 'vitest'
import { joinPieces } from './copy-whole.ts'

const HEAD = 'sha256:9b2c8f1f0a7d'
const TAIL = '33221100ffee'

test('a whole name is one line again', () => {
  expect(joinPieces(`${HEAD}\n${TAIL}`, HEAD, TAIL)).toBe(HEAD + TAIL)
})

test('a name among other lines leaves these alone', () => {
  expect(joinPieces(`Digest\n${HEAD}\n${TAIL}\nfound`, HEAD, TAIL)).toBe(`Digest\n${HEAD}${TAIL}\nfound`)
  expect(joinPieces(`Image\t${HEAD}\n${TAIL}\tfound`, HEAD, TAIL)).toBe(`Image\t${HEAD}${TAIL}\tfound`)
})

test('a selection that begins or ends inside a piece is joined too', () => {
  expect(joinPieces('0a7d\n3322', HEAD, TAIL)).toBe('0a7d3322')
})

test('other line breaks stay', () => {
  expect(joinPieces('one\n\ntwo', HEAD, TAIL)).toBe('one\n\ntwo')
})
