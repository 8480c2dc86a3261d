import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_JSON_LIMITS, type JsonLimits } from './json-limits.ts'
import { JsonStage } from './json-stage.ts'

const BOM_XML = 'xmlns="http://cyclonedx.org/schema/bom/1.5"'
const bom = (inside: string) => `<bom ${BOM_XML} version="1">${inside}</bom>`

function staged(bytes: Uint8Array, chunkBytes = 7, limits: Partial<JsonLimits> = {}): string {
  const stage = new JsonStage({ ...DEFAULT_JSON_LIMITS, ...limits })
  const parts: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += chunkBytes) parts.push(stage.write(bytes.slice(at, at + chunkBytes)))
  return Buffer.concat([...parts, stage.end()]).toString('utf8')
}

const json = (xml: string, limits: Partial<JsonLimits> = {}) => JSON.parse(staged(Buffer.from(xml), 7, limits))

describe('JSON', () => {
  it('passes untouched, in the very chunks that came', () => {
    const stage = new JsonStage()
    const first = Buffer.from(' {"a":')
    const second = Buffer.from('"<b>"}')
    expect(Buffer.from(stage.write(first)).toString()).toBe(' {"a":')
    expect(stage.write(second)).toBe(second)
    expect(stage.end().length).toBe(0)
  })

  it.each(['null', '"x"', ' \n', '', '5', 'hello', '{', `"${'x'.repeat(1000)}"`])(
    'passes whatever it is: %s',
    (text) => {
      expect(staged(Buffer.from(text))).toBe(text)
    },
  )

  it('passes in chunks of any size', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 1, max: 50 }), (text, size) => {
        expect(staged(Buffer.from(text), size)).toBe(text)
      }),
    )
  })
})

describe('CycloneDX in XML', () => {
  it('becomes the document that its JSON form would be', () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
      <!-- made by hand -->
      ${bom(`<metadata><timestamp>2026-11-01T00:00:00Z</timestamp><tools><tool><name>scan</name></tool></tools></metadata>
      <components>
        <component type="library" bom-ref="a&amp;b"><name>a</name><version>1</version>
          <licenses><license><name>MIT</name></license></licenses>
          <properties><property name="p">v</property></properties>
          <components><component type="library"><name><![CDATA[<b>]]></name></component></components>
        </component>
      </components>
      <vulnerabilities><vulnerability><id>CVE-2026-0001</id><cwes><cwe>79</cwe></cwes>
        <ratings><rating><score>9.8</score></rating></ratings>
        <affects><target><ref>a&amp;b</ref></target></affects></vulnerability></vulnerabilities>`)}`
    expect(json(xml)).toEqual({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      version: '1',
      metadata: { timestamp: '2026-11-01T00:00:00Z', tools: [{ name: 'scan' }] },
      components: [
        {
          type: 'library',
          'bom-ref': 'a&b',
          name: 'a',
          version: '1',
          properties: [{ name: 'p', value: 'v' }],
          components: [{ type: 'library', name: '<b>' }],
        },
      ],
      vulnerabilities: [{ id: 'CVE-2026-0001', cwes: [79], ratings: [{ score: 9.8 }], affects: [{ ref: 'a&b' }] }],
    })
  })

  it('has tools as a list or as an object, by what stands in it', () => {
    const tools = (inside: string) => json(bom(`<metadata><tools>${inside}</tools></metadata>`)).metadata.tools
    expect(tools('')).toEqual([])
    expect(tools('<components><component><name>trivy</name></component></components>')).toEqual({
      components: [{ name: 'trivy' }],
    })
  })

  it('says at its end that components hold vulnerabilities, as the extension of 1.2 has it', () => {
    const xml = `<bom xmlns="http://cyclonedx.org/schema/bom/1.2" xmlns:x="http://cyclonedx.org/schema/ext/vulnerability/1.0">
      <components><component><name>a</name><x:vulnerabilities><x:vulnerability ref="r"><x:id>CVE-1</x:id>
      </x:vulnerability></x:vulnerabilities></component></components></bom>`
    expect(json(xml)).toMatchObject({
      components: [{ vulnerabilities: [{ ref: 'r', id: 'CVE-1' }] }],
      componentVulnerabilities: true,
    })
  })

  it('is read in the encoding that it declares, or that its mark says', () => {
    const text = (encoding: string) =>
      `<?xml version='1.0' encoding='${encoding}'?>${bom('<components><component><name>é</name></component></components>')}`
    const name = (bytes: Uint8Array) => JSON.parse(staged(bytes)).components[0].name
    expect(name(Buffer.from(text('ISO-8859-1'), 'latin1'))).toBe('é')
    expect(name(Buffer.from(`\ufeff${text('UTF-16')}`, 'utf16le'))).toBe('é')
    expect(() => name(Buffer.from(text('UTF-8'), 'latin1'))).toThrow('bytes that are no utf-8')
    expect(() => name(Buffer.from(text('klingon')))).toThrow('an encoding that is not known: klingon')
  })

  it.each([
    ['<!DOCTYPE bom [<!ENTITY a "aaaa">]><bom/>', 'malformed', 'document type'],
    ['<!DOCTYPE bom SYSTEM "file:///etc/passwd"><bom/>', 'malformed', 'document type'],
    [bom('<components>&lol;</components>'), 'malformed', 'line 1, column'],
    [bom('<components></bom>'), 'malformed', 'line 1, column'],
    [bom('<components/><components/>'), 'malformed', '"components" twice'],
    [`${bom('')}<bom/>`, 'malformed', 'only one root'],
    ['<bom', 'truncated', 'too early'],
    [`<bom ${BOM_XML}><components>`, 'truncated', 'unclosed tag'],
    ['<html/>', 'unknown-format', 'XML of no known format'],
  ])('is refused as what it is: %s', (xml, code, message) => {
    expect(() => json(xml)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }))
  })

  it.each([
    ['depth', '<a>'.repeat(20)],
    ['stringBytes', `<metadata><timestamp>${'x'.repeat(200_000)}</timestamp></metadata>`],
    ['stringBytes', `<!--${'x'.repeat(200_000)}-->`],
    ['stringBytes', `<a b="${'x'.repeat(200_000)}"/>`],
    ['totalBytes', '<a/>'.repeat(100)],
  ] as const)('is refused at the limit of %s', (limit, inside) => {
    expect(() => json(bom(inside), { [limit]: 10 })).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^too-/), limit: 10 }),
    )
  })

  it('is refused for a tag of too many attributes, although a text may be as long', () => {
    const attributes = Array.from({ length: 50_000 }, (_, n) => `a${n}="x"`).join(' ')
    const tag = Buffer.from(bom(`<x ${attributes}/>`))
    expect(() => staged(tag, 65_536)).toThrow(expect.objectContaining({ code: 'too-large', limit: 262_144 }))
    expect(staged(Buffer.from(bom(`<!-- ${attributes} -->`)), 65_536)).toContain('CycloneDX')
  })

  it('keeps nothing of what was read', () => {
    const stage = new JsonStage()
    const component = Buffer.from(`<component><name>${'n'.repeat(1000)}</name></component>`.repeat(100))
    stage.write(Buffer.from(`<bom ${BOM_XML}><components>`))
    globalThis.gc?.()
    const before = process.memoryUsage().heapUsed
    let written = 0
    for (let round = 0; round < 300; round++) written += stage.write(component).length
    expect(written).toBeGreaterThan(30_000_000)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000)
  })
})
