import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from './format-error.ts'
import { DEFAULT_JSON_LIMITS, type JsonLimits } from './json-limits.ts'
import { JsonSlicer } from './json-slicer.ts'

const RECORDS = ['Results.*.Vulnerabilities.*', '*.Vulnerabilities.*']
const IGNORED = ['Results.*.Packages.*']
const bytes = (text: string) => new TextEncoder().encode(text)

function slice(input: Uint8Array, cuts: readonly number[] = [], limits: Partial<JsonLimits> = {}) {
  const records: { place: string; text: string; offset: number }[] = []
  const slicer = new JsonSlicer({
    records: RECORDS,
    ignored: IGNORED,
    limits: { ...DEFAULT_JSON_LIMITS, ...limits },
    onRecord: (record) =>
      records.push({
        place: record.indexes.join('.'),
        text: new TextDecoder().decode(record.bytes),
        offset: record.offset,
      }),
  })
  let from = 0
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    slicer.write(input.slice(from, cut))
    from = cut
  }
  slicer.write(input.slice(from))
  return { records, outline: slicer.end() }
}

function failure(text: string, limits: Partial<JsonLimits> = {}): FormatError {
  try {
    slice(bytes(text), [], limits)
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
  throw new Error(`accepted: ${text}`)
}

const SAMPLE = `{ "SchemaVersion": 2, "Metadata": {"a\\"}": [1, "]", {"x": null}]},
  "Results": [ {"Target": "é ⚓ \\\\", "Vulnerabilities": [ {"id": "a\\"]}"} , {"id":[1,{"z":{}}]}, 7 , "s", null ]},
  {"Vulnerabilities": null, "Packages": [{"p":1},{"p":2}], "\\u0054ype": "deb"}, 5 ] }`
const EXPECTED = JSON.parse(SAMPLE)

describe('JsonSlicer', () => {
  it('cuts records out, skips ignored ones, and keeps the outline', () => {
    const { records, outline } = slice(bytes(SAMPLE))
    expect(records.map(({ text }) => JSON.parse(text))).toEqual(EXPECTED.Results[0].Vulnerabilities)
    expect(records.map(({ place }) => place)).toEqual(['0.0', '0.1', '0.2', '0.3', '0.4'])
    const whole = bytes(SAMPLE)
    for (const { text, offset } of records) {
      expect(new TextDecoder().decode(whole.slice(offset, offset + bytes(text).length))).toBe(text)
    }
    EXPECTED.Results[0].Vulnerabilities = []
    EXPECTED.Results[1].Packages = []
    expect(outline).toEqual(EXPECTED)
  })

  it('gives the same result wherever the chunks are cut', () => {
    const input = bytes(SAMPLE)
    const whole = slice(input)
    for (let cut = 0; cut <= input.length; cut++) expect(slice(input, [cut])).toEqual(whole)
    const everyByte = [...input.keys()]
    expect(slice(input, everyByte)).toEqual(whole)
  })

  it('refuses the document cut at any byte as ending too early', () => {
    const input = bytes(SAMPLE)
    for (let length = 1; length < input.length; length++) {
      expect(() => slice(input.slice(0, length)), `${length}`).toThrow(FormatError)
    }
    expect(failure(SAMPLE.slice(0, 200)).code).toBe('truncated')
  })

  it('never does worse than throw a FormatError on changed bytes', () => {
    const input = bytes(SAMPLE)
    const flip = fc.tuple(fc.nat(input.length - 1), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(fc.array(flip, { minLength: 1, maxLength: 4 }), (flips) => {
        const changed = input.slice()
        for (const [at, byte] of flips) changed[at] = byte
        try {
          slice(changed)
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('agrees with JSON.parse on any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(40), (value, cut) => {
        const json = JSON.stringify({ Other: value })
        expect(slice(bytes(json), [Math.min(cut, json.length)]).outline).toEqual(JSON.parse(json))
      }),
    )
  })

  it.each([
    ['', 'malformed', 0],
    [' ', 'truncated', 1],
    ['{} x', 'malformed', 3],
    ['{}\0', 'malformed', 2],
    ['{"a":1}}', 'malformed', 7],
    ['{"a":1]', 'malformed', 6],
    ['{"a":[1}', 'malformed', 7],
    ['{"Results":[{"Vulnerabilities":[{} {}]}]}', 'malformed', 35],
    ['{"Results":[{"Vulnerabilities":[{},]}]}', 'malformed', 35],
    ['{"Results":[],}', 'malformed', 14],
    ['{"a":1,"b":nulL}', 'malformed', 11],
    ['{"Results":[],"Results":[]}', 'malformed', 14],
    ['{"Results":[],"Re\\u0073ults":[]}', 'malformed', 14],
    ['{"Results":[{"Vulnerabilities":[],"Vulnerabilities":[]}]}', 'malformed', 34],
    ['{"Results":[{"Vulnerabilities":[{"a":1}', 'truncated', 39],
  ])('refuses %s', (text, code, offset) => {
    expect(failure(text)).toMatchObject({ code, offset })
  })

  it('says where in the whole document the outline is wrong, although records were cut out before', () => {
    const text = '{"Results":[{"Vulnerabilities":[{"id":"one"},{"id":"two"}]}],"a":{"b":tru}}'
    expect(failure(text)).toMatchObject({ code: 'malformed', offset: text.indexOf('tru') })
  })

  it.each([
    ['{"a":[[[1]]]}', { depth: 3 }, 'too-deep', 7, 3],
    ['{"a":"123456"}', { stringBytes: 5 }, 'too-large', 6, 5],
    ['{"Results":[{"Vulnerabilities":[{"id":"1234567"}]}]}', { recordBytes: 10 }, 'too-large', 32, 10],
    ['{"a":"12345678"}', { outlineBytes: 8 }, 'too-large', 5, 8],
    ['{"a":"12345678"}', { totalBytes: 8 }, 'too-large', 8, 8],
  ])('enforces limits while streaming: %s %o', (text, limits, code, offset, limit) => {
    expect(failure(text, limits)).toMatchObject({ code, offset, limit })
  })

  it('keeps the first element as a sample where one format reads elements whole and another looks inside', () => {
    const places: string[] = []
    const slicer = new JsonSlicer({
      records: ['*', '*.Vulnerabilities.*'],
      onRecord: ({ pattern, indexes }) => places.push(`${pattern} ${indexes.join('.')}`),
    })
    slicer.write(bytes('[{"Target":"a","Vulnerabilities":[1]},{"Target":"b"},{"Target":"c"}]'))
    expect(slicer.end()).toEqual([{ Target: 'a', Vulnerabilities: [] }])
    expect(places).toEqual(['*.Vulnerabilities.* 0.0', '* 1', '* 2'])
  })

  it('keeps one sample of each list, and what lies on the way to the records of any format, where the format is not known', () => {
    const outline = (text: string) => {
      const slicer = new JsonSlicer({ records: ['*', '*.Vulnerabilities.*', 'results.*'], samples: true })
      for (const byte of bytes(text)) slicer.write(Uint8Array.of(byte))
      return slicer.end()
    }
    expect(outline('{"results":[{"a":1},{"a":2}]}')).toEqual({ results: [{ a: 1 }] })
    const results = '[{"T":1,"Vulnerabilities":[1,2]},{"T":2},5,{"T":4,"Vulnerabilities":[1]},{"Vulnerabilities":null}]'
    expect(outline(results)).toEqual([
      { T: 1, Vulnerabilities: [1] },
      null,
      null,
      { T: 4, Vulnerabilities: [] },
      { Vulnerabilities: null },
    ])
    expect(outline('[{"line":1},{"line":[{}]},{"line":3}]')).toEqual([{ line: 1 }, null, null])
  })

  describe.each(['\n', '', '\r\n\n'])('objects with %j between them', (between) => {
    const objects = ['{"a":[1]}', '{"a":[2],"b":"}{"}', '{"c":{"d":3}}']
    const text = ` ${objects.join(between)}${between}`

    it('are elements of one list, wherever the chunks are cut', () => {
      for (let cut = 0; cut <= text.length; cut++) {
        const told: string[] = []
        const slicer = new JsonSlicer({
          records: ['*', 'a.*'],
          lines: true,
          keepOutline: false,
          onRecord: ({ pattern, indexes, offset, bytes }) => {
            const record = new TextDecoder().decode(bytes)
            expect(text.slice(offset, offset + record.length)).toBe(record)
            told.push(`${pattern} ${indexes.join('.')} ${record}`)
          },
        })
        slicer.write(bytes(text.slice(0, cut)))
        slicer.write(bytes(text.slice(cut)))
        slicer.end()
        expect(told).toEqual(objects.map((object, index) => `* ${index} ${object}`))
      }
    })

    it('have an outline like that of such a list where the format is not known', () => {
      const slicer = new JsonSlicer({ records: ['*', '*.Vulnerabilities.*', 'results.*'], samples: true })
      for (const byte of bytes(text)) slicer.write(Uint8Array.of(byte))
      expect(slicer.end()).toEqual([{ a: [1] }, null, null])
    })

    it('are refused where no format reads elements, or the last one is cut', () => {
      const plain = new JsonSlicer({ records: ['results.*'], samples: true })
      expect(() => plain.write(bytes(text))).toThrow(FormatError)
      const cut = new JsonSlicer({ records: ['*'], lines: true })
      cut.write(bytes(text.trimEnd().slice(0, -1)))
      expect(() => cut.end()).toThrow(FormatError)
    })
  })

  it('takes a lone object for the only element, and an array for itself, where elements come one a line', () => {
    const records = (text: string) => {
      const told: string[] = []
      const onRecord = ({ bytes, indexes }: { bytes: Uint8Array; indexes: readonly number[] }) =>
        told.push(`${indexes.join('.')} ${new TextDecoder().decode(bytes)}`)
      const slicer = new JsonSlicer({ records: ['*'], lines: true, keepOutline: false, onRecord })
      slicer.write(bytes(text))
      slicer.end()
      return told
    }
    expect(records('{\n"a":1}')).toEqual(['0 {\n"a":1}'])
    expect(records('[{"a":1},2]')).toEqual(['0 {"a":1}', '1 2'])
    expect(records('{}\n7')).toEqual(['0 {}', '1 7'])
    for (const text of ['{},{}', '[]{}', '{}]']) expect(() => records(text), text).toThrow(FormatError)
  })

  it('lets a __proto__ key be a key', () => {
    const { outline } = slice(bytes('{"__proto__":{"polluted":true},"Results":[]}'))
    expect(Object.hasOwn(outline as object, '__proto__')).toBe(true)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})
