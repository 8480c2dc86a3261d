import { expect, it } from 'vitest'
import { fixStatus } from './fix-status.ts'
import { readBytes, sampleBytes } from './testing/read.ts'

it('means the same in the words of either tool', () => {
  expect(fixStatus('wont-fix')).toEqual(fixStatus('will_not_fix'))
  expect(fixStatus('not-fixed')).toEqual({ fixStatus: 'affected' })
  for (const nothing of ['', 'unknown', 'constructor', null, 1]) expect(fixStatus(nothing)).toEqual({})
})

it.each(['trivy-image.json', 'grype.json'])('is read from %s', async (file) => {
  const { findings } = await readBytes(sampleBytes(file))
  const told = findings.map((finding) => finding.type === 'vulnerability' && finding.fixStatus)
  expect(told).toContain('fixed')
})
