import { describe, expect, it } from 'vitest'
import { realBytes, realSamples, samplesOf } from './testing/manifest.ts'
import { readBytes } from './testing/read.ts'

const total = (counts: unknown) =>
  Object.values((counts ?? {}) as Record<string, number>).reduce((sum, count) => sum + count, 0)

describe.skipIf(realSamples.length === 0)('real OpenVEX documents', () => {
  const documents = samplesOf('openvex').filter(({ fact }) => fact('not_a_document') !== true)

  it.each(documents)('$file', async ({ file, fact }) => {
    // One of them is about a package inside a module: only the sender knows what that module is here.
    const { facts, unread, findings, header } = await readBytes(realBytes(file), { repository: 'sample' })
    expect([facts.length, unread, findings, header?.format]).toEqual([total(fact('status')), [], [], 'openvex'])
    const told = Object.groupBy(facts, (one) => (one.type === 'vex' ? one.status : 'none'))
    const counts = Object.entries(told).map(([status, list]) => [status, list.length])
    expect(Object.fromEntries(counts)).toEqual(fact('status'))
  })

  it.each(samplesOf('openvex').filter((one) => !documents.includes(one)))('$file is refused', async ({ file }) => {
    await expect(readBytes(realBytes(file))).rejects.toMatchObject({ code: 'unknown-format' })
  })
})

describe.skipIf(realSamples.length === 0)('real CSAF documents', () => {
  it.each(samplesOf('csaf'))('$file: every product with a status is a statement, or told as unread', async (sample) => {
    const { facts, unread, findings, header } = await readBytes(realBytes(sample.file))
    expect([facts.length + unread.length, header?.format]).toEqual([total(sample.fact('status_entries')), 'csaf'])
    expect(findings).toEqual([])
  })
})
