import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from './format-error.ts'
import { DEFAULT_JSON_LIMITS, type JsonLimits } from './json-limits.ts'
import { JsonStage } from './json-stage.ts'
import { readBytes, sampleBytes } from './testing/read.ts'

const HEAD = 'cveID,title'

function staged(text: string, chunkBytes = 7, limits: Partial<JsonLimits> = {}): string {
  const stage = new JsonStage({ ...DEFAULT_JSON_LIMITS, ...limits })
  const bytes = Buffer.from(text)
  const parts: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += chunkBytes) parts.push(stage.write(bytes.subarray(at, at + chunkBytes)))
  return Buffer.concat([...parts, stage.end()]).toString('utf8')
}

const rows = (text: string, chunkBytes?: number) => JSON.parse(staged(text, chunkBytes)).vulnerabilities
const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`

describe('a table', () => {
  it('comes out as it was written, whatever its fields hold, however it is cut', () => {
    const field = fc.string({ unit: 'grapheme' }).filter((text) => text.isWellFormed())
    fc.assert(
      fc.property(fc.array(fc.tuple(field, field)), fc.integer({ min: 1, max: 40 }), (written, size) => {
        const lines = written.map((row) => row.map(quoted).join(','))
        expect(rows([HEAD, ...lines, ''].join('\n'), size)).toEqual(written.map(([cveID, title]) => ({ cveID, title })))
      }),
    )
  })

  it('may have CRLF, empty lines, names in quotes, and no line break at its end', () => {
    expect(rows('"cveID","title"\r\n\r\nCVE-1,"a\r\nb"\r\nCVE-2,c')).toEqual([
      { cveID: 'CVE-1', title: 'a\r\nb' },
      { cveID: 'CVE-2', title: 'c' },
    ])
  })

  it.each([
    [`${HEAD}\nCVE-1,"a`, 'truncated', 'within quotes'],
    [`${HEAD}\nCVE-1,a\nCVE-2\n`, 'malformed', 'Row 2 of the CSV has 1 columns and not 2'],
    [`${HEAD}\nCVE-1,a"b"\n`, 'malformed', 'cannot be read'],
    ['#model_version:v1,score_date:2026-11-20\n', 'truncated', 'names its columns'],
  ])('is refused as what it is: %j', (text, code, message) => {
    expect(() => staged(text)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }))
  })

  it('is refused when one row is too long, before all of it is there', () => {
    const stage = new JsonStage({ ...DEFAULT_JSON_LIMITS, recordBytes: 1000 })
    stage.write(Buffer.from(`${HEAD}\nCVE-1,"${'x'.repeat(300)}`))
    const more = () => stage.write(Buffer.from('\n'.repeat(2000)))
    expect(more).toThrow(expect.objectContaining({ code: 'too-large', limit: 1000 }))
  })

  it.each(['cve;epss', 'cve', 'a,b\n1,2', '#comment\n'])('of another kind passes as it is: %j', (text) => {
    expect(staged(text)).toBe(text)
  })
})

describe.each(['csv/kev.csv', 'csv/epss.csv'])('%s', (file) => {
  const text = Buffer.from(sampleBytes(file)).toString('utf8')

  it('is read as far as it goes, or refused, wherever it is cut or any bytes are others', async () => {
    const piece = fc.constantFrom('', '"', ',', '\n', '\r', '#', '\u0000', '\ud800', '{', 'x'.repeat(1000))
    const at = fc.nat({ max: text.length })
    await fc.assert(
      fc.asyncProperty(at, fc.oneof(fc.nat({ max: 20 }), fc.constant(text.length)), piece, async (start, gone, by) => {
        const damaged = new TextEncoder().encode(text.slice(0, start) + by + text.slice(start + gone))
        const told = await readBytes(damaged, {}, 50).catch((error: unknown) => error)
        if (told instanceof Error) expect(told).toBeInstanceOf(FormatError)
      }),
      { numRuns: 500 },
    )
  })
})

it('a table of 300,000 rows is read whole', async () => {
  const lines = Array.from({ length: 300_000 }, (_, index) => `CVE-2031-${index + 1000},0.00042,0.12345`)
  const bytes = new TextEncoder().encode(`cve,epss,percentile\n${lines.join('\n')}\n`)
  const { facts, unread } = await readBytes(bytes, {}, 65_536)
  expect([facts.length, unread]).toEqual([300_000, []])
}, 20_000)
