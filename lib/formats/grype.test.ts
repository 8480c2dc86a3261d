import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const digest = (pair: string) => `sha256:${pair.repeat(32)}`
const match = {
  vulnerability: { id: 'CVE-2031-1', severity: 'High' },
  artifact: { name: 'a', version: '1', type: 'npm', purl: 'pkg:npm/a@1' },
}

describe('a Grype report', () => {
  it('says which image was scanned, by the digest of its registry, with its layers', async () => {
    const { header, scopes } = await readBytes(sampleBytes('grype.json'))
    expect(header).toEqual({
      format: 'grype-json',
      source: 'grype',
      toolVersion: '0.92.0',
      databaseVersion: '2026-11-01T00:00:00Z',
      scannedAt: '2026-11-02T08:30:00.500Z',
    })
    const subject = {
      type: 'image',
      repository: 'registry.tidewater.example/pay/pay-api',
      tags: ['4.1.0'],
      digest: digest('e5'),
      imageId: digest('c3'),
      platform: 'linux/amd64',
      layers: [
        { digest: null, diffId: digest('a1'), createdBy: 'ADD rootfs.tar.xz / # buildkit' },
        { digest: null, diffId: digest('b2'), createdBy: 'COPY app /app # buildkit' },
      ],
      labels: { 'org.opencontainers.image.source': 'https://git.tidewater.example/pay/pay-api' },
    }
    expect(scopes).toEqual([{ type: 'scope', scope: 0, subject, scan: 'vulnerability', complete: true }])
  })

  it('reads every match, an advisory of two CVEs as both, and nothing that was ignored', async () => {
    const { findings, unread } = await readBytes(sampleBytes('grype.json'))
    expect(findings).toMatchObject([
      {
        id: 'CVE-2031-10001',
        aliases: [],
        purl: 'pkg:deb/debian/libbrine1',
        installedVersion: '1.4-2',
        fixedVersion: '',
        severity: 'low',
        description: 'libbrine reads past its end.',
        cvss: [{ version: '3.1', score: 7.5, source: 'nvd@nist.gov' }],
        cwes: ['CWE-125'],
        references: [
          'https://security.distro.example/CVE-2031-10001',
          'https://advisories.tidewater.example/cve-2031-10001',
        ],
        path: '',
        layerDiffId: digest('a1'),
      },
      {
        id: 'GHSA-AAAA-BBBB-CCCC',
        aliases: ['CVE-2031-10002'],
        purl: 'pkg:npm/%40tidewater/tidetable',
        fixedVersion: '2.4.1, 3.0.2',
        severity: 'high',
        cvss: [
          { score: 9.8, source: 'github:language:javascript' },
          { score: 9.1, source: 'nvd@nist.gov' },
        ],
        path: 'app/node_modules/@tidewater/tidetable/package.json',
        layerDiffId: digest('b2'),
      },
      { id: 'GHSA-AAAA-BBBB-CCCC', path: 'opt/tools/node_modules/@tidewater/tidetable/package.json' },
      { id: 'CVE-2031-10005', aliases: [], purl: 'pkg:rpm/amazon/kelp-libs', severity: 'medium' },
      { id: 'CVE-2031-10006', aliases: [], purl: 'pkg:rpm/amazon/kelp-libs', severity: 'medium' },
      { id: 'CVE-2031-10004', purl: 'pkg:apk/wolfi/reef', severity: 'unknown' },
    ])
    expect(findings.length).toBe(6)
    expect(unread).toEqual([{ type: 'unread', path: 'matches[5]', reason: 'Its vulnerability has no id' }])
  })

  it('takes the severity that others state where its own is missing, not where it says that it is unknown', async () => {
    const relatedVulnerabilities = [{ id: 'CVE-2031-1', severity: 'Critical' }]
    const matches = [{}, { severity: null }, { severity: 'Unknown' }].map((severity) => ({
      ...match,
      vulnerability: { id: 'CVE-2031-1', ...severity },
      relatedVulnerabilities,
    }))
    const { findings } = await readBytes(json({ matches }), { image: 'web:1' })
    expect(findings.map(({ severity }) => severity)).toEqual(['critical', 'critical', 'unknown'])
  })

  it.each([
    [
      { type: 'directory', target: '/src/shop' },
      { type: 'repository', name: '/src/shop' },
    ],
    [
      { type: 'file', target: { path: 'dist/shop.jar' } },
      { type: 'repository', name: 'dist/shop.jar' },
    ],
    [
      { type: 'image', target: { userInput: '6877f5aabc34', tags: ['shop/web:7'], repoDigests: null } },
      { repository: 'docker.io/shop/web', tags: ['7'], digest: null },
    ],
    [
      { type: 'image', target: { userInput: `registry:web@${digest('ab')}` } },
      { repository: 'docker.io/library/web', digest: digest('ab') },
    ],
  ])('%j is %j', async (source, subject) => {
    const { scopes } = await readBytes(json({ matches: [match], source }))
    expect(scopes[0]?.subject).toMatchObject(subject)
  })

  it.each([undefined, { type: 'directory', target: '.' }, { type: 'image', target: { userInput: 'oci-dir:/tmp/x' } }])(
    'asks what was scanned where it says %j',
    async (source) => {
      await expect(readBytes(json({ matches: [match], source }))).rejects.toMatchObject({ code: 'invalid' })
      const { scopes } = await readBytes(json({ matches: [match], source }), { image: 'web:1' })
      expect(scopes[0]?.subject).toMatchObject({ repository: 'docker.io/library/web', tags: ['1'] })
    },
  )

  it('leaves out what a later layer deleted, and takes the place that shows the rest', async () => {
    const at = (path: string, visible: string) => ({ path, layerID: digest('a1'), annotations: { visible } })
    const locations = (...places: object[]) => ({ ...match, artifact: { ...match.artifact, locations: places } })
    const matches = [locations(at('/x', 'false')), locations(at('/y', 'false'), at('/z', 'true')), match]
    const { findings, unread } = await readBytes(json({ matches }), { image: 'web:1' })
    expect(findings.map((one) => one.type === 'vulnerability' && one.path)).toEqual(['z', ''])
    expect(unread).toEqual([])
  })

  it('takes no matches for a clean scan, and no list of matches for none', async () => {
    const descriptor = { name: 'grype', version: '0.7.0' }
    const { findings, scopes } = await readBytes(json({ matches: null, descriptor }), { image: 'web:1' })
    expect([findings.length, scopes.length]).toEqual([0, 1])
    const broken = readBytes(json({ matches: {} }), { image: 'web:1', format: 'grype' })
    await expect(broken).rejects.toMatchObject({ code: 'invalid' })
  })
})
