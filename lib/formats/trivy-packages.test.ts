import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const LAYER = `sha256:${'1'.repeat(64)}`

const report = (...Results: object[]) =>
  readBytes(json({ SchemaVersion: 2, ArtifactName: 'shop/web:1', ArtifactType: 'container_image', Results }))

describe('the packages that Trivy lists', () => {
  it('are an inventory of what was scanned', async () => {
    const system = {
      ...{ Target: 'shop/web:1 (redhat 9)', Class: 'os-pkgs', Type: 'redhat' },
      Packages: [
        {
          ...{ Name: 'tide-libs', Version: '1.0.2k', Release: '16.el7', Epoch: 1, Layer: { DiffID: LAYER } },
          Identifier: { PURL: 'pkg:rpm/redhat/tide-libs@1.0.2k-16.el7?arch=x86_64&epoch=1' },
        },
        { Name: 'gull', Version: '3' },
        { Version: '3' },
      ],
    }
    const jars = {
      ...{ Target: 'Java', Class: 'lang-pkgs', Type: 'jar' },
      Packages: [{ Name: 'com.tide:pay', Version: '2', FilePath: 'app/pay.jar' }],
    }
    const { scopes, facts, findings, unread } = await report(system, jars)
    expect(scopes.map(({ scan, complete }) => [scan, complete])).toEqual([
      ['vulnerability', true],
      ['inventory', true],
    ])
    expect(facts).toEqual([
      {
        ...{ type: 'component', scope: 1, purl: 'pkg:rpm/redhat/tide-libs', packageName: 'tide-libs' },
        ...{ packageType: 'redhat', version: '1:1.0.2k-16.el7', path: '', layerDiffId: LAYER },
      },
      expect.objectContaining({ purl: 'pkg:rpm/redhat/gull', version: '3', layerDiffId: null }),
      expect.objectContaining({ purl: 'pkg:maven/com.tide/pay', version: '2', path: 'app/pay.jar' }),
    ])
    expect(findings).toEqual([])
    expect(unread).toEqual([{ type: 'unread', path: 'Results[0].Packages[2]', reason: 'It has no Name' }])
  })

  it.each([{}, { Packages: [] }, { Packages: null }])(
    'say nothing of what is there when there are none: %j',
    async (more) => {
      const { scopes } = await report({ Target: 'Java', Class: 'lang-pkgs', Type: 'jar', ...more })
      expect(scopes.map(({ scan }) => scan)).toEqual(['vulnerability'])
    },
  )

  it('are of the image of an object of a cluster, and of no object without one', async () => {
    const Results = [{ Class: 'lang-pkgs', Type: 'npm', Target: 'x', Packages: [{ Name: 'tide', Version: '1' }] }]
    const object = { Namespace: 'shop', Kind: 'Deployment', Name: 'web', Results }
    const Resources = [object, { ...object, Metadata: [{ RepoTags: ['shop/web:1'] }] }]
    const { scopes, facts, unread } = await readBytes(json({ ClusterName: 'eu', Resources }))
    const inventories = scopes.filter(({ scan }) => scan === 'inventory')
    expect(inventories.map(({ subject }) => subject.type)).toEqual(['image'])
    expect(facts.map((one) => one.type === 'component' && one.scope)).toEqual([inventories[0]?.scope])
    expect(unread).toEqual([])
  })

  it('are read from our sample too', async () => {
    const { facts } = await readBytes(sampleBytes('trivy-image.json'))
    expect(facts.map((one) => one.type === 'component' && [one.purl, one.version])).toEqual([
      ['pkg:deb/debian/openssl', '3.0.11-1'],
    ])
  })
})
