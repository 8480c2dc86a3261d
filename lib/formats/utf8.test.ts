import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toUtf8, Utf8Stage } from './utf8.ts'

const read = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

describe('utf8', () => {
  it('drops one byte order mark and leaves the rest', () => {
    expect(read(toUtf8(Buffer.from('\uFEFF{}')))).toBe('{}')
    expect(read(toUtf8(Buffer.from('{"a":"\uFEFF"}')))).toBe('{"a":"\uFEFF"}')
    expect(toUtf8(new Uint8Array(0)).length).toBe(0)
    expect(read(toUtf8(Buffer.from('7')))).toBe('7')
  })

  it('gives the same text from UTF-8 and both kinds of UTF-16, in chunks cut anywhere', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 9 }), (text, size) => {
        const little = Buffer.from(`\uFEFF${text}`, 'utf16le')
        for (const bytes of [Buffer.from(`\uFEFF${text}`), little, Buffer.from(little).swap16()]) {
          const stage = new Utf8Stage()
          const parts: Uint8Array[] = []
          for (let at = 0; at < bytes.length; at += size) parts.push(stage.write(bytes.subarray(at, at + size)))
          expect(read(Buffer.concat([...parts, stage.end()]))).toBe(text)
        }
      }),
    )
  })
})
