import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const layer = (digit: string) => `sha256:${digit.repeat(64)}`

describe('a Syft bill of materials', () => {
  it('is an inventory of the image, each package in the layer that shows it', async () => {
    const { scopes, findings, facts, unread, header } = await readBytes(sampleBytes('syft.json'))
    expect(header).toMatchObject({ format: 'syft-json', source: 'syft', toolVersion: '1.18.1' })
    expect(scopes).toEqual([
      expect.objectContaining({ scope: 0, scan: 'inventory', complete: true, subject: expect.anything() }),
    ])
    expect(scopes[0]?.subject).toMatchObject({
      repository: 'registry.tidewater.example/shop/orders',
      tags: ['7.4'],
      digest: layer('d'),
      imageId: layer('e'),
    })
    expect(facts).toEqual([
      {
        type: 'component',
        scope: 0,
        purl: 'pkg:deb/debian/libtide',
        packageName: 'libtide',
        packageType: 'deb',
        version: '2.6-1',
        path: '',
        layerDiffId: layer('1'),
      },
      expect.objectContaining({
        purl: 'pkg:pypi/shoreline',
        path: 'app/lib/shoreline-1.0.dist-info/METADATA',
        layerDiffId: layer('2'),
      }),
      expect.objectContaining({ purl: 'pkg:apk/alpine/barnacle', packageName: 'barnacle', layerDiffId: null }),
    ])
    expect(findings).toEqual([])
    expect(unread).toEqual([{ type: 'unread', path: 'artifacts[4]', reason: 'It has no name' }])
  })

  it('of an old schema, or of a folder, is read too', async () => {
    const artifacts = [{ name: 'tide', version: '1', type: 'npm', locations: [{ path: 'package-lock.json' }] }]
    const descriptor = { name: 'syft', version: '0.1.0' }
    const old = { artifacts, descriptor, source: { type: 'image', target: { userInput: 'docker:shop/web:3' } } }
    expect((await readBytes(json(old))).scopes[0]?.subject).toMatchObject({ repository: 'docker.io/shop/web' })
    const folder = { artifacts, descriptor, source: { type: 'directory', target: './checkout/shop' } }
    expect((await readBytes(json(folder))).scopes[0]?.subject).toEqual({ type: 'repository', name: './checkout/shop' })
    const named = { artifacts, descriptor, source: { type: 'directory', name: 'shop', metadata: { path: '.' } } }
    const { scopes, facts } = await readBytes(json(named))
    expect(scopes[0]?.subject).toEqual({ type: 'repository', name: 'shop' })
    expect(facts).toEqual([expect.objectContaining({ purl: 'pkg:npm/tide', path: 'package-lock.json' })])
  })

  it('that has no list of packages is refused', async () => {
    const bytes = json({ artifacts: 'none', descriptor: { name: 'syft' } })
    await expect(readBytes(bytes, { format: 'syft', image: 'x' })).rejects.toMatchObject({ code: 'invalid' })
  })
})
