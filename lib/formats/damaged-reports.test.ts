import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from './format-error.ts'
import { DEFAULT_JSON_LIMITS, type JsonLimits } from './json-limits.ts'
import { JsonSlicer } from './json-slicer.ts'
import { REPORT_FORMATS } from './registry.ts'
import { readBytes } from './testing/read.ts'
import { formatSamples, NAMED } from './testing/samples.ts'

/** What a reading may take at most, many times what it does take: beyond it something is not linear. */
const TIMEOUT_MS = 20_000
const LONG = 100_000

const encoder = new TextEncoder()
const byFormat = Map.groupBy(formatSamples, ({ format }) => format)
const streamed = new Map(REPORT_FORMATS.map(({ name, lines }) => [name, lines === true]))

/** Reads, or says why not in the one way that the door understands. */
async function readOrRefuse(text: string, format?: string, limits?: JsonLimits) {
  try {
    return await readBytes(encoder.encode(text), { ...NAMED, ...(format && { format }) }, 4096, limits)
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
}

/** Positions beside every bracket, comma, colon and quote outside of texts, with how many brackets are open there. */
function boundariesOf(text: string): Map<number, number> {
  const boundaries = new Map<number, number>()
  let depth = 0
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]/gs)) {
    boundaries.set(index, depth)
    if (token.startsWith('"')) boundaries.set(index + 1, depth).set(index + token.length - 1, depth)
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    boundaries.set(index + token.length, depth)
  }
  return boundaries
}

/** The document with the value at one of its places put in place of what stood there. */
function replaced(value: unknown, place: { left: number }, by: unknown): unknown {
  if (place.left-- === 0) return by
  if (Array.isArray(value)) return value.map((one) => replaced(one, place, by))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, place, by)]))
}

function placesIn(value: unknown): number {
  const inside = typeof value === 'object' && value !== null ? Object.values(value) : []
  return inside.reduce((sum: number, one) => sum + placesIn(one), 1)
}

/** The values of a text; one a line is read as a list of them. */
function valuesOf(text: string, format: string): unknown[] {
  return streamed.get(format) && text.includes('}\n{')
    ? text.split('\n').map((line) => JSON.parse(line))
    : [JSON.parse(text)]
}

/** Some tools write findings only as members of objects, which no path of records can name. */
function hasRecords(text: string, format: string): boolean {
  let records = 0
  const slicer = new JsonSlicer({
    records: REPORT_FORMATS.find(({ name }) => name === format)?.records ?? [],
    onRecord: () => records++,
    lines: streamed.get(format) === true,
  })
  slicer.write(encoder.encode(text))
  slicer.end()
  return records > 0
}

it.each(REPORT_FORMATS.map(({ name }) => name))('%s has a sample here, written for the purpose', (name) => {
  expect(byFormat.get(name)).toBeDefined()
})

describe.each(REPORT_FORMATS.map(({ name }) => name))('a document that was sent as %s', (format) => {
  const documents = ['{}', '"x"', '5', 'true', '{"results":{"violations":5},"Reports":1,"Results":"x","queries":{}}']

  it.each(documents)('is refused when it is none, or closes nothing: %s', async (document) => {
    const told = await readOrRefuse(document, format)
    if (told instanceof FormatError) return
    expect(told.scopes.filter(({ complete }) => complete)).toEqual([])
    expect(told.unread.length).toBeGreaterThan(0)
  })
})

describe.each(formatSamples)('$format in $file', ({ format, text }) => {
  const values = valuesOf(text, format)
  const other = (by: unknown, left: number) =>
    values.map((value, line) => JSON.stringify(line === 0 ? replaced(value, { left }, by) : value)).join('\n')
  const places = fc.nat({ max: placesIn(values[0]) - 1 })

  it('is read whole', async () => {
    const told = await readOrRefuse(text, format)
    expect(told).not.toBeInstanceOf(FormatError)
  })

  it(
    'is refused when it is cut at any boundary',
    async () => {
      const accepted: number[] = []
      for (const [at, depth] of boundariesOf(text)) {
        // One record a line: what ends with a whole one is a shorter report.
        if (at === text.length || (streamed.get(format) && depth === 0 && at > 0)) continue
        for (const named of [format, undefined]) {
          if (!((await readOrRefuse(text.slice(0, at), named)) instanceof FormatError)) accepted.push(at)
        }
      }
      expect(accepted).toEqual([])
    },
    TIMEOUT_MS,
  )

  it(
    'is refused when it is cut anywhere else',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: text.length - 1 }), async (at) => {
          if (streamed.get(format) && /[}\]]\s*$/.test(text.slice(0, at))) return
          expect(await readOrRefuse(text.slice(0, at), format)).toBeInstanceOf(FormatError)
        }),
      )
    },
    TIMEOUT_MS,
  )

  it(
    'never does worse than refuse when any value is another, and every finding has a scope',
    async () => {
      const others = fc.oneof(
        fc.constantFrom(null, true, -1, 1e300, '', 'x', '__proto__', [], {}, [null], [[]], { name: null }),
        fc.jsonValue({ maxDepth: 3 }),
      )
      await fc.assert(
        fc.asyncProperty(places, others, async (left, by) => {
          const told = await readOrRefuse(other(by, left), format)
          if (told instanceof FormatError) return
          for (const { scope } of told.findings) expect(told.scopes[scope]).toBeDefined()
        }),
        { numRuns: 200 },
      )
    },
    TIMEOUT_MS,
  )

  it(
    'never does worse than refuse when any bytes are others, told or named',
    async () => {
      const pieces = fc.constantFrom(
        '',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '\\',
        '\u0000',
        '\ud800',
        '0',
        '\n{}\n',
        'null',
      )
      const spots = fc.nat({ max: text.length })
      await fc.assert(
        fc.asyncProperty(spots, fc.nat({ max: 20 }), pieces, fc.boolean(), async (at, gone, piece, named) => {
          await readOrRefuse(text.slice(0, at) + piece + text.slice(at + gone), named ? format : undefined)
        }),
      )
    },
    TIMEOUT_MS,
  )

  it(
    'takes no long time over a long text or list anywhere',
    async () => {
      const fillers = ['a', ' ', '/', '.', '-', '0', ':', '@', '{', '\n', '"', 'a.', '](', '%25', '/..', 'a b']
      const long = fc.oneof(
        fc.constantFrom(...fillers).map((filler) => filler.repeat(LONG / filler.length)),
        fc.constantFrom(null, {}, 'x', []).map((one) => Array(LONG / 10).fill(one)),
      )
      await fc.assert(
        fc.asyncProperty(places, long, async (left, by) => void (await readOrRefuse(other(by, left), format))),
        { numRuns: 30 },
      )
    },
    TIMEOUT_MS,
  )

  it('is refused at each limit that it passes, in so many words', async () => {
    const limits: Partial<JsonLimits>[] = [{ depth: 0 }, { stringBytes: 1 }, { outlineBytes: 4 }, { totalBytes: 10 }]
    for (const limit of hasRecords(text, format) ? [...limits, { recordBytes: 1 }] : limits) {
      const told = await readOrRefuse(text, format, { ...DEFAULT_JSON_LIMITS, ...limit })
      expect(told, JSON.stringify(limit)).toMatchObject({
        code: expect.stringMatching(/^too-/),
        limit: Object.values(limit)[0],
      })
    }
  })
})
