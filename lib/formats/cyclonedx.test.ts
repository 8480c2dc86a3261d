import { describe, expect, it } from 'vitest'
import type { VulnerabilityObservation } from '../domain/observation.ts'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const IMAGE = 'registry.tidewater.example/shop/web'
const DIGEST = `sha256:${'1'.repeat(64)}`

const vulnerabilities = (findings: readonly { type: string }[]) =>
  findings.filter((one): one is VulnerabilityObservation => one.type === 'vulnerability')

const { scopes, findings, facts, unread, header } = await readBytes(sampleBytes('cyclonedx.json'))

describe('a CycloneDX document of an image', () => {
  it('is an inventory and a scan for vulnerabilities of what it describes', () => {
    expect(header).toMatchObject({ format: 'cyclonedx', source: 'cyclonedx', toolVersion: '3.1.0' })
    expect(scopes.map(({ scan, complete }) => [scan, complete])).toEqual([
      ['inventory', true],
      ['vulnerability', true],
    ])
    expect(scopes[0]?.subject).toMatchObject({ type: 'image', repository: IMAGE, tags: ['7.2'], digest: DIGEST })
  })

  it('lists its packages, nested ones too, and nothing that is no package', () => {
    const components = facts.filter((one) => one.type === 'component')
    expect(components.map(({ scope, purl, packageName, version }) => [scope, purl, packageName, version])).toEqual([
      [0, 'pkg:npm/%40tidewater/tpl', '@tidewater/tpl', '2.4.0'],
      [0, 'pkg:maven/com.tidewater/inner', 'com.tidewater:inner', '1.0'],
      [0, 'pkg:deb/debian/libtpl', 'libtpl', '9.1-2'],
      [0, 'pkg:generic/operating-system/debian', 'debian', '12'],
    ])
    expect(components.map(({ path, layerDiffId }) => [path, layerDiffId])).toEqual([
      ['app/node_modules/@tidewater/tpl/package.json', null],
      ['', null],
      ['', `sha256:${'2'.repeat(64)}`],
      ['', null],
    ])
  })

  it('has a finding for each package that a vulnerability affects, although these come later', () => {
    expect(vulnerabilities(findings).map(({ id, purl, severity }) => [id, purl, severity])).toEqual([
      ['CVE-2031-2001', 'pkg:npm/%40tidewater/tpl', 'critical'],
      ['CVE-2031-2001', 'pkg:deb/debian/libtpl', 'critical'],
      ['CVE-2031-2003', 'pkg:maven/com.tidewater/inner', 'unknown'],
    ])
    expect(findings[0]).toMatchObject({
      scope: 1,
      aliases: ['GHSA-AAAA-BBBB-CCCC'],
      installedVersion: '2.4.0',
      fixedVersion: '2.4.1, 3.0.2',
      cvss: [{ version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', score: 9.8, source: 'nvd' }],
      cwes: ['CWE-79', 'CWE-502'],
      references: [
        'https://nvd.nist.gov/vuln/detail/CVE-2031-2001',
        'https://vendor.example/advisories/7',
        'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
      ],
      publishedAt: null,
      modifiedAt: '2026-11-01T00:00:00.000Z',
    })
    expect(findings[1]).toMatchObject({ fixedVersion: '9.1-3', layerDiffId: `sha256:${'2'.repeat(64)}` })
  })

  it('states what was analysed, of the package in the image or of the image', () => {
    const image = { repository: IMAGE, tag: '7.2', digest: DIGEST }
    expect(facts.filter((one) => one.type === 'vex')).toEqual([
      {
        type: 'vex',
        document: 'urn:uuid:5f0c6a8e-2d5b-4a7e-9d61-0c2f7a9b1e11',
        author: 'Tidewater Ltd',
        id: 'CVE-2031-2002',
        aliases: [],
        status: 'not_affected',
        justification: 'code_not_reachable',
        statement: 'The parser is never called.',
        statedAt: '2026-11-09T00:00:00.000Z',
        image,
        repository: null,
        purl: 'pkg:maven/com.tidewater/inner',
        version: '1.0',
      },
      expect.objectContaining({ id: 'CVE-2031-2003', status: 'under_investigation', image, version: '1.0' }),
      expect.objectContaining({ id: 'CVE-2031-2004', status: 'fixed', image, purl: '', version: '' }),
    ])
  })

  it('tells what names nothing', () => {
    expect(unread).toEqual([
      {
        type: 'unread',
        path: 'vulnerabilities[0].affects[2]',
        reason: 'It affects "gone", which is no component of this document',
      },
      { type: 'unread', path: 'vulnerabilities[4]', reason: 'It does not say what it affects' },
      { type: 'unread', path: 'vulnerabilities[5]', reason: 'It has no id' },
    ])
  })
})

describe('a CycloneDX document in XML', () => {
  it('says what its JSON form would', async () => {
    const { scopes, findings, facts, unread, header } = await readBytes(sampleBytes('cyclonedx.xml'))
    expect(header).toMatchObject({ source: 'cyclonedx', toolVersion: '2.0.1', scannedAt: '2026-11-11T08:00:00.000Z' })
    expect(scopes.map(({ subject, scan }) => [subject, scan])).toEqual([
      [{ type: 'repository', name: 'tidewater/shop' }, 'inventory'],
      [{ type: 'repository', name: 'tidewater/shop' }, 'vulnerability'],
    ])
    expect(facts.map((one) => (one.type === 'component' ? one.packageName : one.type === 'vex' && one.id))).toEqual([
      ...['com.tidewater:tpl', 'shaded & bundled'],
      ...['CVE-2031-3001', 'CVE-2031-3002'],
    ])
    expect(findings).toEqual([
      expect.objectContaining({
        id: 'CVE-2031-3001',
        purl: 'pkg:maven/com.tidewater/tpl',
        severity: 'high',
        fixedVersion: '1.5',
        description: 'A <loop> without end.',
        cvss: [{ version: '3.0', vector: 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', score: 7.5, source: 'NVD' }],
        cwes: ['CWE-400'],
      }),
    ])
    expect(unread).toEqual([])
  })

  it('can hold vulnerabilities in components, by the extension of 1.2', async () => {
    const { scopes, findings, facts, unread, header } = await readBytes(sampleBytes('cyclonedx-extension.xml'))
    expect(header).toMatchObject({ source: 'grype', toolVersion: '0.11.0' })
    expect(scopes.map(({ scan, complete }) => [scan, complete])).toEqual([
      ['inventory', true],
      ['vulnerability', true],
    ])
    expect(scopes[0]?.subject).toMatchObject({ repository: 'docker.io/tidewater/shop', tags: ['7.1'], digest: null })
    expect(facts.length).toBe(2)
    expect(vulnerabilities(findings).map(({ id, packageName, severity }) => [id, packageName, severity])).toEqual([
      ['CVE-2031-4001', 'apt', 'low'],
      ['CVE-2031-4002', 'apt', 'unknown'],
    ])
    expect(findings[0]).toMatchObject({
      cvss: [{ version: '2.0', vector: 'AV:N/AC:M/Au:N/C:N/I:P/A:N', score: 4.3, source: '' }],
      cwes: ['CWE-347'],
      references: ['https://security.example/CVE-2031-4001', 'https://tracker.example/CVE-2031-4001'],
    })
    expect(unread).toEqual([])
  })
})

describe('a CycloneDX document on products elsewhere', () => {
  it('states what the links name, and tells what they do not', async () => {
    const { scopes, findings, facts, unread } = await readBytes(sampleBytes('cyclonedx-vex.json'))
    expect([scopes, findings]).toEqual([[], []])
    const image = { repository: IMAGE, tag: null, digest: DIGEST }
    expect(facts.map((one) => one.type === 'vex' && [one.id, one.status, one.image, one.purl, one.version])).toEqual([
      ['CVE-2031-5001', 'not_affected', image, '', ''],
      ['CVE-2031-5001', 'not_affected', null, 'pkg:npm/%40tidewater/tpl', '2.4.0'],
      ['CVE-2031-5001', 'not_affected', null, 'pkg:npm/%40tidewater/tpl', '2.4.1'],
    ])
    expect(unread.map(({ path, reason }) => [path, reason])).toEqual([
      ['vulnerabilities[1].affects[0]', 'Of Tide Suite 4 no package URL is given'],
      ['vulnerabilities[2].affects[0]', expect.stringContaining('image= or repository=')],
      ['vulnerabilities[3].affects[0]', 'Of elsewhere no package URL is given'],
    ])
  })

  it('closes nothing where the sender says what that is here', async () => {
    const { scopes, findings, facts } = await readBytes(sampleBytes('cyclonedx-vex.json'), { repository: 'suite' })
    expect(scopes.map(({ scan, complete }) => [scan, complete])).toEqual([['vulnerability', false]])
    expect(vulnerabilities(findings).map(({ id, packageName }) => [id, packageName])).toEqual([
      ['CVE-2031-5002', 'Tide Suite'],
      ['CVE-2031-5003', 'Tide Suite'],
    ])
    expect(facts.filter((one) => one.type === 'vex' && one.repository === 'suite').length).toBe(3)
  })
})

describe('a CycloneDX document', () => {
  const bom = (more: object) => json({ bomFormat: 'CycloneDX', specVersion: '1.5', ...more })
  const components = [{ type: 'library', name: 'a' }]

  it('that lists no vulnerability says nothing of them, unless the sender says that they were looked for', async () => {
    const scans = async (more: object, options = {}) =>
      (await readBytes(bom({ components, ...more }), { repository: 'r', ...options })).scopes.map(({ scan }) => scan)
    expect(await scans({})).toEqual(['inventory'])
    expect(await scans({ vulnerabilities: [] })).toEqual(['inventory'])
    expect(await scans({}, { declaredScans: ['vulnerability'] })).toEqual(['inventory', 'vulnerability'])
  })

  it('that lists nothing closes nothing, and says so', async () => {
    const { scopes, unread } = await readBytes(bom({ components: [] }), { repository: 'r' })
    expect([scopes, unread.length]).toEqual([[], 1])
  })

  it('is refused where neither it nor the sender says what it describes, or in a version that is not read', async () => {
    await expect(readBytes(bom({ components }))).rejects.toMatchObject({ code: 'invalid' })
    await expect(readBytes(bom({ components, specVersion: '2.0' }), { repository: 'r' })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('CycloneDX 2.0'),
    })
  })

  it('may list so many vulnerabilities before its components, and tells of the others that they were not read', async () => {
    const affects = [{ ref: 'r' }]
    const vulnerabilities = Array.from({ length: 10_001 }, (_, n) => ({ id: `CVE-2031-${n}`, affects }))
    const named = [{ type: 'library', name: 'a', 'bom-ref': 'r' }]
    const late = await readBytes(bom({ vulnerabilities, components: named }), { repository: 'r' }, 65_536)
    expect([late.findings.length, late.unread.map(({ path }) => path)]).toEqual([10_000, ['vulnerabilities[10000]']])
    const usual = await readBytes(bom({ components: named, vulnerabilities }), { repository: 'r' }, 65_536)
    expect([usual.findings.length, usual.unread]).toEqual([10_001, []])
  })

  it('of several tools that we know is of none of them', async () => {
    const source = async (...names: string[]) => {
      const tools = names.map((name) => ({ name, version: '1' }))
      const { header } = await readBytes(bom({ components, metadata: { tools } }), { repository: 'r' })
      return [header?.source, header?.toolVersion]
    }
    expect(await source('Trivy')).toEqual(['trivy', '1'])
    expect(await source('other', 'syft')).toEqual(['syft', '1'])
    expect(await source('syft', 'grype')).toEqual(['cyclonedx', null])
  })

  it('of an image that Trivy scanned has its names from the properties', async () => {
    const properties = [
      { name: 'aquasecurity:trivy:ImageID', value: `sha256:${'4'.repeat(64)}` },
      { name: 'aquasecurity:trivy:RepoTag', value: 'tidewater/shop:9' },
      { name: 'aquasecurity:trivy:RepoDigest', value: `tidewater/shop@${DIGEST}` },
    ]
    const component = { type: 'container', name: 'shop.tar', properties }
    const { scopes } = await readBytes(bom({ components, metadata: { component } }))
    expect(scopes[0]?.subject).toMatchObject({
      ...{ repository: 'docker.io/tidewater/shop', tags: ['9'], digest: DIGEST, layers: [] },
      imageId: `sha256:${'4'.repeat(64)}`,
    })
  })
})
