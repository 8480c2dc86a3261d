import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const clean = { ok: true, vulnerabilities: [], packageManager: 'npm', dependencyCount: 3 }

describe('a Snyk report on projects', () => {
  it('reads each project as a part of its repository, but no licence and nothing that was ignored', async () => {
    const { header, scopes, findings, unread } = await readBytes(sampleBytes('snyk-projects.json'), {
      repository: 'tidewater/shop',
    })
    expect(header).toMatchObject({ format: 'snyk-json', source: 'snyk' })
    const subject = { type: 'repository', name: 'tidewater/shop' }
    expect(scopes).toEqual([
      { type: 'scope', scope: 0, subject, scan: 'vulnerability', complete: true, part: 'web/package-lock.json' },
      { type: 'scope', scope: 1, subject, scan: 'vulnerability', complete: true, part: 'stock/pom.xml' },
    ])
    expect(findings).toMatchObject([
      {
        scope: 0,
        id: 'SNYK-JS-TIDETABLE-1001',
        aliases: ['CVE-2031-10002', 'GHSA-AAAA-BBBB-CCCC'],
        purl: 'pkg:npm/%40tidewater/tidetable',
        packageName: '@tidewater/tidetable',
        packageType: 'npm',
        installedVersion: '2.3.0',
        fixedVersion: '2.4.1, 3.0.2',
        severity: 'critical',
        title: 'SQL Injection',
        cvss: [{ version: '3.1', score: 9.8, source: 'Snyk' }],
        cwes: ['CWE-89'],
        references: ['https://git.tidewater.example/c/1'],
        publishedAt: '2026-03-01T12:00:00.000Z',
        modifiedAt: '2026-03-05T12:00:00.000Z',
        path: 'web/package-lock.json',
      },
      { id: 'SNYK-JS-TIDETABLE-1001' },
      { id: 'CVE-2031-10021', aliases: [], severity: 'medium' },
      { id: 'CVE-2031-10022', aliases: [], severity: 'medium' },
      {
        scope: 1,
        id: 'SNYK-JAVA-TIDEWATERLOCK-1003',
        aliases: [],
        purl: 'pkg:maven/com.tidewater/lock',
        severity: 'low',
        path: 'stock/pom.xml',
      },
    ])
    expect(findings.length).toBe(5)
    expect(unread).toEqual([
      { type: 'unread', path: '[2]', reason: 'The test failed: it says nothing of a project' },
      { type: 'unread', path: '[1].vulnerabilities[1]', reason: 'It has no name of a package' },
    ])
  })

  it('names a project by itself where the sender does not, and asks where it has no name', async () => {
    const { scopes } = await readBytes(json({ ...clean, projectName: 'shop-web' }))
    expect(scopes).toMatchObject([{ subject: { type: 'repository', name: 'shop-web' }, part: 'shop-web' }])
    await expect(readBytes(json(clean))).rejects.toMatchObject({ code: 'invalid' })
  })

  it('is told by the ids of its findings where it was cut down to them', async () => {
    const bare = (id: string) => json({ vulnerabilities: [{ id, packageName: 'lodash', version: '4.17.15' }] })
    const { header, findings } = await readBytes(bare('SNYK-JS-LODASH-73638'), { repository: 'shop' })
    expect([header?.format, findings.length]).toEqual(['snyk-json', 1])
    await expect(readBytes(bare('CVE-2021-23337'), { repository: 'shop' })).rejects.toMatchObject({
      code: 'unknown-format',
    })
  })

  it('takes a failed test and an empty list for no statement at all', async () => {
    const failed = { ok: false, error: 'no lock file', path: '/shop' }
    const alone = await readBytes(json(failed))
    expect(alone.scopes).toEqual([])
    expect(alone.unread).toMatchObject([{ reason: 'The test failed: no lock file' }])
    const first = await readBytes(json([failed, { ...clean, projectName: 'web' }]))
    expect(first.unread).toMatchObject([{ path: '[0]', reason: 'The test failed: no lock file' }])
    expect(first.scopes).toMatchObject([{ subject: { name: 'web' }, complete: true }])
    const image = await readBytes(json([failed]), { image: 'web:1' })
    expect(image.scopes).toMatchObject([{ complete: false }])
    const empty = await readBytes(json([]), { format: 'snyk' })
    expect([empty.scopes.length, empty.unread.length]).toEqual([0, 1])
    const listless = readBytes(json({ ok: true, projectName: 'x' }), { format: 'snyk' })
    await expect(listless).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('a Snyk report on an image', () => {
  it('reads packages and applications as of one image', async () => {
    const { scopes, findings, unread } = await readBytes(sampleBytes('snyk-image.json'))
    expect(scopes).toMatchObject([
      {
        subject: {
          type: 'image',
          repository: 'registry.tidewater.example/pay/pay-api',
          tags: ['4.1.0'],
          digest: null,
          platform: 'linux/amd64',
        },
        scan: 'vulnerability',
        complete: true,
      },
    ])
    expect(scopes.length).toBe(1)
    expect(findings).toMatchObject([
      {
        id: 'SNYK-DEBIAN12-BRINE-2001',
        aliases: ['CVE-2031-10001'],
        purl: 'pkg:deb/debian/libbrine1',
        packageName: 'libbrine1',
        packageType: 'debian',
        fixedVersion: '1.4-2+deb12u1',
        severity: 'low',
        cvss: [
          { version: '3.1', score: 7.5, source: 'Snyk' },
          { version: '4.0', score: 8.7, source: 'Snyk' },
          { version: '3.1', score: 7.5, source: 'NVD' },
        ],
        path: '',
      },
      { purl: 'pkg:npm/%40tidewater/tidetable', path: 'app/package.json' },
    ])
    expect(findings.length).toBe(2)
    expect(unread).toEqual([])
  })

  it.each([
    ['docker-image|shop/web', 'shop/web:7', ['7'], null],
    ['docker-image|shop/web', `shop/web@sha256:${'ab'.repeat(32)}`, [], `sha256:${'ab'.repeat(32)}`],
    ['docker-image|shop/web', 'shop/web', [], null],
    ['web', 'shop/web:7', ['7'], null],
  ])('%s in %s', async (projectName, path, tags, digest) => {
    const { scopes } = await readBytes(json({ ...clean, projectName, path, docker: {} }))
    expect(scopes[0]?.subject).toMatchObject({ repository: 'docker.io/shop/web', tags, digest })
  })
})
