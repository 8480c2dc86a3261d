import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const digest = (digit: string) => `sha256:${digit.repeat(64)}`
const spdx = (more: object) => json({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'app', ...more })

describe('an SPDX document', () => {
  it('is an inventory of what it describes, which stands at its end', async () => {
    const { scopes, header } = await readBytes(sampleBytes('spdx.json'))
    expect(header).toEqual({
      ...{ format: 'spdx-json', source: 'syft', toolVersion: '1.18.1' },
      scannedAt: '2026-11-15T09:00:00.000Z',
    })
    expect(scopes.map(({ scan, complete }) => [scan, complete])).toEqual([['inventory', true]])
    expect(scopes[0]?.subject).toMatchObject({
      ...{ type: 'image', repository: 'registry.tidewater.example/shop/web', tags: ['7.2'], digest: digest('d') },
    })
  })

  it('lists its packages, by package URL or by name, without files and itself', async () => {
    const { facts, findings, unread } = await readBytes(sampleBytes('spdx.json'))
    const told = facts.map((one) => one.type === 'component' && [one.purl, one.version, one.layerDiffId])
    expect(told).toEqual([
      ['pkg:deb/debian/libtide', '2.6-1', digest('1')],
      ['pkg:pypi/shoreline', '1.0', null],
      ['pkg:generic/unknown/vendored', '0.2', null],
      ['pkg:generic/operating-system/debian', '12', null],
    ])
    expect(findings).toEqual([])
    expect(unread).toEqual([{ type: 'unread', path: 'packages[5]', reason: 'It has no name' }])
  })

  it('of an image that Trivy scanned has its names from the remarks', async () => {
    const attributionTexts = [`ImageID: ${digest('e')}`, 'RepoTag: shop/web:9', `RepoDigest: shop/web@${digest('d')}`]
    const packages = [
      { SPDXID: 'SPDXRef-Package-1', name: 'a' },
      { SPDXID: 'SPDXRef-ContainerImage-2', name: 'web.tar', attributionTexts },
    ]
    const { scopes, facts } = await readBytes(spdx({ packages, documentDescribes: ['SPDXRef-ContainerImage-2'] }))
    expect(scopes[0]?.subject).toMatchObject({
      ...{ repository: 'docker.io/shop/web', tags: ['9'], digest: digest('d'), imageId: digest('e') },
    })
    expect(facts.length).toBe(1)
  })

  it('that describes everything, or nothing, is of the repository that it is called by', async () => {
    const packages = ['a', 'b'].map((name) => ({ SPDXID: name, name }))
    for (const documentDescribes of [[], ['a', 'b']]) {
      const { scopes, facts } = await readBytes(spdx({ packages, documentDescribes }))
      expect(scopes[0]?.subject).toEqual({ type: 'repository', name: 'app' })
      expect(facts.length).toBe(2)
    }
  })

  it('without packages closes nothing, and says so', async () => {
    const { scopes, unread } = await readBytes(spdx({ packages: [] }))
    expect([scopes, unread.length]).toEqual([[], 1])
  })

  it.each([
    { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': [] },
    { spdxVersion: 'SPDX-3.0', packages: [] },
    { spdxVersion: 'SPDX-1.2', packages: [] },
  ])('in another version is refused, and told why: %j', async (document) => {
    await expect(readBytes(json(document))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('only SPDX 2 in JSON'),
    })
  })

  it('as tags and values is refused, and told what to send', async () => {
    const text = new TextEncoder().encode('SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\n')
    await expect(readBytes(text)).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('JSON') })
  })
})
