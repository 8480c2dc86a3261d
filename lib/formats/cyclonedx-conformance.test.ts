import { describe, expect, it } from 'vitest'
import { realBytes, realJson, samplesOf } from './testing/manifest.ts'
import { readBytes } from './testing/read.ts'

// Components and findings of JSON files are compared in conformance/real-samples.test.ts.
const documents = samplesOf('cyclonedx')
const inXml = documents.filter(({ file }) => file.endsWith('.xml'))
const analysed = documents.filter(({ fact }) => Object.keys(fact('analysis') ?? {}).length > 0)

const read = (bytes: Uint8Array) => readBytes(bytes, { repository: 'sample' }, 65_536)

describe.skipIf(documents.length === 0)('real CycloneDX documents', () => {
  it.each(inXml)('$file: every element that was counted is told', async ({ file, fact }) => {
    const bytes = realBytes(file)
    const { findings, facts, unread } = await read(bytes)
    const xml = Buffer.from(bytes).toString('utf8')
    const described = /<metadata>.*<component\b.*<\/metadata>/s.test(xml) ? 1 : 0
    const stated = [...xml.matchAll(/<analysis>/g)].length
    expect(facts.filter(({ type }) => type === 'component').length).toBe(Number(fact('component')) - described)
    expect([findings.length, facts.filter(({ type }) => type === 'vex').length]).toEqual([
      Number(fact('vulnerability')) - stated,
      stated,
    ])
    expect(unread).toEqual([])
  })

  it.each(analysed)('$file: every product of an analysis has a statement, or is told as unread', async ({ file }) => {
    const { facts, unread } = await read(realBytes(file))
    const document = realJson(file)
    const known = [document.metadata?.component, ...(document.components ?? [])].map((one) => one?.['bom-ref'])
    let wanted = 0
    for (const { analysis, affects = [] } of document.vulnerabilities) {
      expect(analysis?.state).toBeDefined()
      // Of a product elsewhere something is stated of each version.
      for (const { ref, versions = [] } of affects) wanted += known.includes(ref) ? 1 : Math.max(1, versions.length)
      if (affects.length === 0) wanted++
    }
    expect(facts.filter(({ type }) => type === 'vex').length + unread.length).toBe(wanted)
  })
})
