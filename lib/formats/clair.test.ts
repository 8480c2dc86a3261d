import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const image = 'registry.tidewater.example/pay/pay-api:4.1.0'
const digest = `sha256:${'e5'.repeat(32)}`

describe('a report of Clair 4', () => {
  it('reads each pair of a package and a vulnerability, an advisory as every CVE that it links to', async () => {
    const { header, scopes, findings, unread } = await readBytes(sampleBytes('clair.json'), { image })
    expect(header).toMatchObject({ format: 'clair-json', source: 'clair' })
    const repository = 'registry.tidewater.example/pay/pay-api'
    expect(scopes).toMatchObject([
      { subject: { type: 'image', repository, tags: ['4.1.0'], digest }, scan: 'vulnerability', complete: true },
    ])
    expect(findings).toMatchObject([
      {
        id: 'CVE-2031-10001',
        purl: 'pkg:deb/ubuntu/libbrine1',
        packageName: 'libbrine1',
        packageType: 'ubuntu',
        installedVersion: '1.4-2',
        fixedVersion: '1.4-2ubuntu1',
        severity: 'low',
        title: 'CVE-2031-10001 on Ubuntu 24.04 LTS (noble) - low.',
        cvss: [{ version: '3.1', score: 7.5, source: 'nvd' }],
        references: ['https://ubuntu.example/security/CVE-2031-10001'],
        publishedAt: '2026-02-03T00:00:00.000Z',
        path: '',
      },
      { id: 'CVE-2031-10005', aliases: [], purl: 'pkg:rpm/redhat/kelp-libs', severity: 'high' },
      { id: 'CVE-2031-10006', aliases: [], purl: 'pkg:rpm/redhat/kelp-libs', fixedVersion: '0:1.2-3.el9' },
      {
        id: 'GHSA-JJJJ-KKKK-LLLL',
        aliases: ['CVE-2031-10009'],
        purl: 'pkg:pypi/harbour',
        severity: 'unknown',
        title: '',
        path: 'app/.venv/lib/site-packages',
      },
    ])
    expect(findings.length).toBe(4)
    expect(unread).toEqual([
      {
        type: 'unread',
        path: 'package_vulnerabilities.14[1]',
        reason: 'The report does not say which vulnerability this is',
      },
      {
        type: 'unread',
        path: 'package_vulnerabilities.16[0]',
        reason: 'The report does not say which package this is',
      },
    ])
  })

  it('asks for the name of the image, and believes a digest in it', async () => {
    await expect(readBytes(sampleBytes('clair.json'))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('image='),
    })
    const other = `sha256:${'ab'.repeat(32)}`
    const { scopes } = await readBytes(sampleBytes('clair.json'), { image: `shop/web@${other}` })
    expect(scopes[0]?.subject).toMatchObject({ digest: other })
  })
})

describe('reports of clients of the older Clair', () => {
  it('reads what clair-scanner writes, which names the image', async () => {
    const { header, scopes, findings, unread } = await readBytes(sampleBytes('clair-scanner.json'))
    expect(header?.format).toBe('clair-json')
    expect(scopes).toMatchObject([
      { subject: { repository: 'registry.tidewater.example:5000/pay/pay-api', tags: ['4.1.0'], digest: null } },
    ])
    expect(findings).toMatchObject([
      { id: 'CVE-2031-10001', purl: 'pkg:deb/debian/brine', fixedVersion: '1.4-2+deb12u1', severity: 'critical' },
      { id: 'CVE-2031-10005', purl: 'pkg:apk/alpine/kelp', severity: 'low', references: [] },
    ])
    expect(findings.length).toBe(2)
    expect(unread).toEqual([{ type: 'unread', path: 'vulnerabilities[2]', reason: 'It has no name of a package' }])
  })

  const stated = { Name: 'RHSA-2031:17', NamespaceName: 'centos:7', Severity: 'High', FixedBy: '2' }

  it('reads what Klar writes, by severity', async () => {
    const one = { ...stated, FeatureName: 'kelp', FeatureVersion: '1' }
    const Vulnerabilities = { High: [one, { ...one, FeatureName: 'reef' }], Low: [{ ...one, Severity: 'Low' }] }
    const { findings, header } = await readBytes(json({ LayerCount: 3, Vulnerabilities }), { image })
    expect(header?.format).toBe('clair-json')
    expect(findings).toMatchObject([
      { id: 'RHSA-2031:17', purl: 'pkg:rpm/centos/kelp', installedVersion: '1', severity: 'high' },
      { purl: 'pkg:rpm/centos/reef', severity: 'high' },
      { purl: 'pkg:rpm/centos/kelp', severity: 'low' },
    ])
    const clean = await readBytes(json({ LayerCount: 3, Vulnerabilities: {} }), { image })
    expect([clean.findings.length, clean.scopes.length]).toEqual([0, 1])
  })

  it('reads the answer of the older API about a layer', async () => {
    const Features = [
      { Name: 'clean', Version: '1' },
      { Name: 'kelp', Version: '1', NamespaceName: 'centos:7', Vulnerabilities: [stated] },
    ]
    const { findings, header } = await readBytes(json({ Layer: { Name: digest, Features } }), { image })
    expect(header?.format).toBe('clair-json')
    expect(findings).toMatchObject([{ id: 'RHSA-2031:17', packageName: 'kelp', installedVersion: '1' }])
  })

  it.each([{}, { Layer: { Name: digest } }, { vulnerabilities: {} }, { LayerCount: 3, Vulnerabilities: [] }])(
    '%j is no report, and closes nothing',
    async (document) => {
      await expect(readBytes(json(document), { image, format: 'clair' })).rejects.toMatchObject({ code: 'invalid' })
      await expect(readBytes(json(document), { image })).rejects.toMatchObject({ code: 'unknown-format' })
    },
  )
})
