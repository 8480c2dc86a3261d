import { describe, expect, it } from 'vitest'
import { FormatError } from './format-error.ts'
import { JsonSlicer } from './json-slicer.ts'
import { REPORT_FORMATS } from './registry.ts'
import { realBytes, realSamples } from './testing/manifest.ts'

/** Folders of samples whose every JSON document must be told by its content. */
const FOLDERS: Readonly<Record<string, string>> = {
  grype: 'grype-json',
  snyk: 'snyk-json',
  csaf: 'csaf',
  openvex: 'openvex',
  provenance: 'provenance',
  harbor: 'harbor-json',
}

/** The names of all formats that take the document for theirs, or null where it is no JSON. */
function takenFor(file: string): string[] | null {
  const slicer = new JsonSlicer({
    records: REPORT_FORMATS.flatMap(({ records }) => records),
    ignored: REPORT_FORMATS.flatMap(({ ignored }) => ignored),
    samples: true,
  })
  try {
    slicer.write(realBytes(file))
    const outline = slicer.end()
    return REPORT_FORMATS.filter((format) => format.recognises(outline)).map(({ name }) => name)
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}

describe.skipIf(realSamples.length === 0)('telling the format of a real document', () => {
  it('never takes it for two formats, and for one of these only where it is one', () => {
    const told: Record<string, Set<string>> = {}
    for (const { file, format, fact } of realSamples) {
      if (fact('not_a_document') === true) continue
      const names = takenFor(file)
      if (names === null) continue
      expect(names.length, `${file}: ${names}`).toBeLessThanOrEqual(1)
      const name = names[0] ?? 'none'
      if (Object.values(FOLDERS).includes(name)) expect(FOLDERS[format], file).toBe(name)
      told[format] ??= new Set()
      told[format].add(name)
    }
    for (const [folder, name] of Object.entries(FOLDERS)) expect([...(told[folder] ?? [])], folder).toEqual([name])
  })
})
