import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const digest = (pair: string) => `sha256:${pair.repeat(32)}`
const shop = { repository: 'tidewater/shop' }

describe('an OSV-Scanner report on lock files', () => {
  it('reads what is known of each package, but nothing that was withdrawn', async () => {
    const { header, scopes, findings, unread } = await readBytes(sampleBytes('osv-lockfiles.json'), shop)
    expect(header).toMatchObject({ format: 'osv-json', source: 'osv-scanner' })
    expect(scopes).toEqual([
      {
        type: 'scope',
        scope: 0,
        subject: { type: 'repository', name: 'tidewater/shop' },
        scan: 'vulnerability',
        complete: true,
      },
    ])
    expect(findings).toMatchObject([
      {
        id: 'GHSA-AAAA-BBBB-CCCC',
        aliases: ['CVE-2031-10002'],
        purl: 'pkg:npm/%40tidewater/tidetable',
        packageType: 'npm',
        installedVersion: '2.3.0',
        fixedVersion: '2.4.1, 3.0.2',
        severity: 'medium',
        title: 'A query leaves its table',
        cvss: [
          { version: '3.1', score: 9.8, source: 'osv' },
          { version: '4.0', score: 9.3, source: 'osv' },
        ],
        cwes: ['CWE-89'],
        references: ['https://advisories.tidewater.example/tidetable'],
        publishedAt: '2026-03-01T08:00:00.000Z',
        modifiedAt: '2026-03-02T08:00:00.000Z',
        path: 'shop/web/package-lock.json',
      },
      { id: 'MAL-2031-3', aliases: [], fixedVersion: '', severity: 'unknown' },
      {
        id: 'PYSEC-2031-7',
        aliases: ['CVE-2031-10009'],
        purl: 'pkg:pypi/harbour-master',
        fixedVersion: '1.9',
        severity: 'medium',
        cvss: [{ score: 6.1 }],
        path: 'shop/requirements.txt',
      },
    ])
    expect(findings.length).toBe(3)
    expect(unread).toEqual([
      { type: 'unread', path: 'results[1].packages[0].vulnerabilities[1]', reason: 'It has no id' },
      { type: 'unread', path: 'results[1].packages[1].vulnerabilities[0]', reason: 'Its package has no name' },
    ])
  })

  it('asks for the repository, which it does not name', async () => {
    await expect(readBytes(sampleBytes('osv-lockfiles.json'))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('repository='),
    })
  })
})

describe('an OSV-Scanner report on an image', () => {
  it('reads the image with its layers, and packages as the image has them', async () => {
    const { scopes, findings, unread } = await readBytes(sampleBytes('osv-image.json'), { image: 'pay/api:4.1.0' })
    expect(scopes.map(({ subject }) => subject)).toMatchObject([
      {
        type: 'image',
        repository: 'docker.io/pay/api',
        tags: ['4.1.0'],
        layers: [
          { diffId: digest('a1'), createdBy: 'ADD rootfs.tar.xz / # buildkit' },
          { diffId: digest('b2'), createdBy: 'COPY pay /app/pay # buildkit' },
        ],
      },
    ])
    const brine = { purl: 'pkg:deb/debian/libbrine1', packageName: 'libbrine1', path: '', layerDiffId: digest('a1') }
    expect(findings).toMatchObject([
      {
        ...brine,
        id: 'DEBIAN-CVE-2031-10001',
        aliases: ['CVE-2031-10001'],
        fixedVersion: '1.4-2+deb12u1',
        severity: 'high',
        cvss: [{ score: 7.5 }],
      },
      { ...brine, id: 'CVE-2031-10011', fixedVersion: '1.4-2+deb12u2', severity: 'unknown' },
      { ...brine, id: 'CVE-2031-10012', severity: 'unknown' },
      {
        id: 'GO-2031-0044',
        aliases: ['CVE-2031-10013', 'GHSA-GGGG-HHHH-IIII'],
        purl: 'pkg:golang/stdlib',
        severity: 'medium',
        cvss: [{ version: '4.0', score: 6.9 }],
        path: 'app/pay',
        layerDiffId: digest('b2'),
      },
    ])
    expect(findings.length).toBe(4)
    expect(unread).toEqual([])
  })

  it('is named by itself where it was saved by docker, else by the sender', async () => {
    const results = [{ source: { path: 'shop/web:7', type: 'docker' }, packages: [] }]
    const { scopes } = await readBytes(json({ results }))
    expect(scopes[0]?.subject).toMatchObject({ repository: 'docker.io/shop/web', tags: ['7'] })
    await expect(readBytes(sampleBytes('osv-image.json'))).rejects.toMatchObject({
      message: expect.stringContaining('image='),
    })
  })
})

describe('what an OSV-Scanner report says about severity', () => {
  const vulnerability = (more: object, group: object = {}) => ({
    results: [
      {
        source: { path: 'go.mod', type: 'lockfile' },
        packages: [
          {
            package: { name: 'a', version: '1', ecosystem: 'Go' },
            vulnerabilities: [{ id: 'GO-1', ...more }],
            groups: [{ ids: ['GO-1'], ...group }],
          },
        ],
      },
    ],
  })
  const score = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'

  it.each([
    [{ severity: [{ type: 'Ubuntu', score: 'negligible' }] }, { max_severity: '9.1' }, 'low'],
    [{ database_specific: { severity: 'HIGH' }, severity: [{ type: 'CVSS_V3', score }] }, {}, 'high'],
    [{ severity: [{ type: 'CVSS_V3', score }] }, {}, 'critical'],
    [{ severity: null }, { max_severity: '3.9' }, 'low'],
    [{ severity: [{ type: 'CVSS_V3', score: 'x' }] }, { max_severity: 'x' }, 'unknown'],
  ])('%j with %j is %s', async (more, group, severity) => {
    const { findings } = await readBytes(json(vulnerability(more, group)), shop)
    expect(findings).toMatchObject([{ severity }])
  })

  it('takes an empty list for a clean scan where it is surely one of these reports', async () => {
    const clean = { results: [], experimental_config: {} }
    expect((await readBytes(json(clean), shop)).scopes.length).toBe(1)
    await expect(readBytes(json({ results: [] }), shop)).rejects.toMatchObject({ code: 'unknown-format' })
    await expect(readBytes(json({}), { ...shop, format: 'osv' })).rejects.toMatchObject({ code: 'unknown-format' })
    await expect(readBytes(json({}), { ...shop, format: 'osv-scanner' })).rejects.toMatchObject({ code: 'invalid' })
  })
})
