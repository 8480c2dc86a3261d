import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oneLine, plainText, shorten, shortenBytes, shortenEscaped } from './hostile-text.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 80 })

describe('hostile text', () => {
  it('loses controls and marks that reorder it, and keeps its lines', () => {
    expect(plainText('a\r\nb\rc\u2028d\0\u001b[31m\u202egnp.exe')).toBe('a\nb\nc\nd[31mgnp.exe')
    expect(oneLine(' a\r\nSubject: b\t\tc ')).toBe('a Subject: b c')
  })

  it('is cut with an ellipsis and never in the middle of a character', () => {
    expect(shorten('abcdef', 6)).toBe('abcdef')
    expect(shorten('abcdef', 4)).toBe('abc…')
    expect(shorten('ab😀cd', 4)).toBe('ab…')
    expect(shortenBytes('ab😀cd', 7)).toBe('ab…')
    expect(shortenBytes('abcdefgh', 7)).toBe('abcd…')
  })

  it('is never longer than asked, whatever it holds', () => {
    fc.assert(
      fc.property(anyText, fc.nat(60), (text, length) => {
        expect(shorten(text, length).length).toBeLessThanOrEqual(length)
        expect(Buffer.byteLength(shortenBytes(text.toWellFormed(), length))).toBeLessThanOrEqual(length)
        const escaped = shortenEscaped(text, length, (part) => part.replaceAll('&', '&amp;'))
        expect(escaped.length).toBeLessThanOrEqual(length)
        expect(escaped).not.toMatch(/&(?!amp;)/)
      }),
    )
  })
})
