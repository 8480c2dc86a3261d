import { describe, expect, it } from 'vitest'
import { FormatError } from './format-error.ts'
import { JsonSlicer } from './json-slicer.ts'
import { JsonStage } from './json-stage.ts'
import { EVERY_PATH, REPORT_FORMATS } from './registry.ts'
import { realBytes, realSamples } from './testing/manifest.ts'

/** The names of all formats that take the document for theirs, or null where it is no JSON. */
function takenFor(file: string): string[] | null {
  const slicer = new JsonSlicer({ ...EVERY_PATH, samples: true })
  try {
    const stage = new JsonStage()
    slicer.write(stage.write(realBytes(file)))
    slicer.write(stage.end())
    const outline = slicer.end()
    return REPORT_FORMATS.filter((format) => format.recognises(outline)).map(({ name }) => name)
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}

describe.skipIf(realSamples.length === 0)('telling the format of a real document', () => {
  // What each is taken for is compared in conformance/real-samples.test.ts.
  it('never takes it for two formats', () => {
    const told = realSamples.map(({ file }) => ({ file, names: takenFor(file) ?? [] }))
    expect(told.filter(({ names }) => names.length > 1)).toEqual([])
    expect(told.filter(({ names }) => names.length === 1).length).toBeGreaterThan(200)
  })
})
