import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from './format-error.ts'
import { DEFAULT_JSON_LIMITS, type JsonLimits } from './json-limits.ts'
import { REPORT_FORMATS } from './registry.ts'
import { boundariesOf, placesIn, withOther, writingOf } from './testing/damage.ts'
import { readBytes } from './testing/read.ts'
import { formatSamples, NAMED } from './testing/samples.ts'

/** What all readings of a test may take, many times what they do take: beyond it something is not linear. */
const TIMEOUT_MS = 20_000
const LONG = 100_000

const encoder = new TextEncoder()

/** Reads, or says why not in the one way that the door understands. */
async function readOrRefuse(text: string, format?: string, limits?: JsonLimits) {
  try {
    return await readBytes(encoder.encode(text), { ...NAMED, ...(format && { format }) }, 4096, limits)
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
}

const isRead = async (text: string, format?: string) => !((await readOrRefuse(text, format)) instanceof FormatError)

describe.each(REPORT_FORMATS.map(({ name }) => name))('%s', (format) => {
  it('has a sample here, written for the purpose', () => {
    expect(formatSamples.some((sample) => sample.format === format)).toBe(true)
  })

  const documents = ['{}', '"x"', '5', 'true', '{"results":{"violations":5},"Reports":1,"Results":"x","queries":{}}']

  it.each(documents)('refuses a document that is none, or closes nothing: %s', async (document) => {
    const told = await readOrRefuse(document, format)
    if (told instanceof FormatError) return
    expect(told.scopes.filter(({ complete }) => complete)).toEqual([])
    expect(told.unread.length).toBeGreaterThan(0)
  })
})

describe.each(formatSamples)('$format in $file', ({ format, text }) => {
  const writing = writingOf(text)
  const places = fc.nat({ max: placesIn(text) - 1 })
  /** A shorter report, as far as anybody can tell: it ends with a whole record of those that stand one a line. */
  const mayEnd = (at: number, depth: number) =>
    at === text.length || writing === 'csv' || (writing === 'lines' && depth === 0 && at > 0)
  const cuts = [...boundariesOf(text)].flatMap(([at, depth]) => (mayEnd(at, depth) ? [] : [at]))

  it('is read whole', async () => {
    expect(await isRead(text, format)).toBe(true)
  })

  it(
    'is refused when it is cut at any boundary',
    async () => {
      const accepted: number[] = []
      for (const at of cuts) if (await isRead(text.slice(0, at), format)) accepted.push(at)
      expect(accepted).toEqual([])
    },
    TIMEOUT_MS,
  )

  it.skipIf(cuts.length === 0)(
    'is refused when it is cut anywhere, also where nobody named the format',
    async () => {
      const anywhere =
        writing === 'json' || writing === 'xml' ? fc.nat({ max: text.length - 1 }) : fc.constantFrom(...cuts)
      await fc.assert(
        fc.asyncProperty(fc.oneof(anywhere, fc.constantFrom(...cuts)), fc.boolean(), async (at, named) => {
          expect(await isRead(text.slice(0, at), named ? format : undefined)).toBe(false)
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
        fc.asyncProperty(places, others, async (place, by) => {
          const told = await readOrRefuse(withOther(text, place, by), format)
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
      const signs = [
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
        '<',
        '&',
        '<!--',
      ]
      const spots = fc.nat({ max: text.length })
      await fc.assert(
        fc.asyncProperty(
          spots,
          fc.nat({ max: 20 }),
          fc.constantFrom(...signs),
          fc.boolean(),
          async (at, gone, by, named) => {
            await readOrRefuse(text.slice(0, at) + by + text.slice(at + gone), named ? format : undefined)
          },
        ),
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
        fc.asyncProperty(places, long, async (place, by) => {
          await readOrRefuse(withOther(text, place, by), format)
        }),
        { numRuns: 30 },
      )
    },
    TIMEOUT_MS,
  )

  it('is refused at each limit that it passes, in so many words', async () => {
    const limits: Partial<JsonLimits>[] = [{ depth: 0 }, { stringBytes: 0 }, { outlineBytes: 1 }, { totalBytes: 10 }]
    for (const limit of limits) {
      const told = await readOrRefuse(text, format, { ...DEFAULT_JSON_LIMITS, ...limit })
      expect(told, JSON.stringify(limit)).toMatchObject({
        code: expect.stringMatching(/^too-/),
        limit: Object.values(limit)[0],
      })
    }
    const told = await readOrRefuse(text, format, { ...DEFAULT_JSON_LIMITS, recordBytes: 1 })
    // Some tools write findings only as members of objects, which no path of records can name.
    expect(told instanceof FormatError ? told.limit : told.findings.length + told.facts.length).toBeGreaterThan(0)
  })
})
