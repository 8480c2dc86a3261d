import { expect, test } from 'vitest'
import { chainIds } from './chain-id.ts'

/** No hash: it shows what would be hashed. */
const sha256 = (text: string) => `<${text}>`

const layer = (digit: string) => `sha256:${digit.repeat(64)}`
const [A, B, C] = [layer('a'), layer('b'), layer('c')]

test('the lowest layer is named by itself, each further one by all below it', () => {
  const ab = `sha256:${sha256(`${A} ${B}`)}`
  const abc = `sha256:${sha256(`${ab} ${C}`)}`
  expect(chainIds([A, B, C], sha256)).toEqual([A, ab, abc])
  expect(chainIds([A, B], sha256)).toEqual([A, ab])
})

test('the order of layers counts', () => {
  expect(chainIds([A, B], sha256)[1]).not.toBe(chainIds([B, A], sha256)[1])
})

test('above a layer that is not known nothing is', () => {
  expect(chainIds([A, null, C], sha256)).toEqual([A, null, null])
  expect(chainIds([null, B], sha256)).toEqual([null, null])
  expect(chainIds([], sha256)).toEqual([])
})
