import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from './clean-text.ts'

describe('cleanText', () => {
  it('replaces NUL bytes and lone surrogates and keeps the rest', () => {
    expect(cleanText('a\0b\ud800c\udc00d', 100)).toBe('a\uFFFDb\uFFFDc\uFFFDd')
    expect(cleanText('⚓ Plimsoll 🚢', 100)).toBe('⚓ Plimsoll 🚢')
  })

  it('never cuts a surrogate pair in two', () => {
    expect(cleanText('ab🚢', 3)).toBe('ab')
    expect(cleanText('ab🚢', 4)).toBe('ab🚢')
  })

  it('always gives storable text of at most the length asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, max) => {
        const clean = cleanText(text, max)
        expect(clean.length).toBeLessThanOrEqual(max)
        expect(clean.isWellFormed()).toBe(true)
        expect(clean).not.toContain('\0')
      }),
    )
  })
})
