import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FindingObservation, ScopeObservation, UnreadObservation } from '../domain/observation.ts'
import { FormatError } from './format-error.ts'
import { readReport } from './read-report.ts'
import { ReportCheck } from './report-check.ts'
import type { ReportOptions } from './report-format.ts'

const SAMPLES = path.resolve(import.meta.dirname, '../../samples/formats')
const options: ReportOptions = { receivedAt: new Date('2026-11-21T00:00:00Z') }
const sample = (name: string) => new Uint8Array(readFileSync(path.join(SAMPLES, name)))

async function read(bytes: Uint8Array, more: Partial<ReportOptions> = {}, chunkBytes = 64) {
  const findings: FindingObservation[] = []
  const unread: UnreadObservation[] = []
  let scopes: ScopeObservation[] = []
  const source = {
    async *open() {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.slice(at, at + chunkBytes)
    },
  }
  for await (const batch of readReport(source, { ...options, ...more })) {
    unread.push(...batch.unread)
    if (batch.type === 'findings') findings.push(...batch.findings)
    else scopes = batch.scopes
  }
  const of = <Type extends FindingObservation['type']>(type: Type) =>
    findings.filter((finding): finding is Extract<FindingObservation, { type: Type }> => finding.type === type)
  return {
    findings,
    unread,
    scopes,
    vulnerabilities: of('vulnerability'),
    misconfigurations: of('misconfiguration'),
    secrets: of('secret'),
  }
}
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const image = (more: object) =>
  json({ SchemaVersion: 2, ArtifactName: 'nginx:1', ArtifactType: 'container_image', ...more })

describe('a Trivy report of an image', () => {
  it('names the image, its layers and what was looked for', async () => {
    const { scopes, unread } = await read(sample('trivy-image.json'))
    expect(unread).toEqual([])
    expect(scopes.map(({ scan, complete }) => [scan, complete])).toEqual([
      ['vulnerability', true],
      ['inventory', true],
      ['secret', true],
    ])
    expect(scopes[0]?.subject).toMatchObject({
      type: 'image',
      repository: 'registry.tidewater.example/pay/pay-api',
      tags: ['4.1.0', 'stable'],
      digest: `sha256:${'dd'.repeat(32)}`,
      imageId: `sha256:${'ee'.repeat(32)}`,
      platform: 'linux/amd64',
      labels: { 'org.opencontainers.image.source': 'https://git.tidewater.example/pay/pay-api' },
      layers: [
        { diffId: `sha256:${'11'.repeat(32)}`, digest: `sha256:${'a1'.repeat(32)}`, createdBy: 'ADD rootfs.tar /' },
        { diffId: `sha256:${'22'.repeat(32)}`, createdBy: 'COPY target/pay-api.jar /app/' },
      ],
    })
  })

  it('carries over every field of a vulnerability', async () => {
    const { vulnerabilities } = await read(sample('trivy-image.json'))
    expect(vulnerabilities.map(({ id, purl, severity, path }) => [id, purl, severity, path])).toEqual([
      ['CVE-2025-1001', 'pkg:deb/debian/libssl3', 'high', ''],
      ['CVE-2025-1002', 'pkg:deb/debian/libstdc%2B%2B6', 'low', ''],
      ['CVE-2025-2001', 'pkg:maven/org.tidewater/ledger-core', 'critical', 'app/pay-api.jar'],
    ])
    expect(vulnerabilities[0]).toMatchObject({
      aliases: [],
      installedVersion: '3.0.11-1',
      fixedVersion: '3.0.15-1',
      cwes: ['CWE-125'],
      references: ['https://advisories.example/CVE-2025-1001', 'http://lists.example/1'],
      publishedAt: '2025-02-03T10:15:00.000Z',
      modifiedAt: '2025-03-01T08:00:00.123Z',
      layerDiffId: `sha256:${'11'.repeat(32)}`,
      cvss: [
        { version: '2.0', score: 5, source: 'nvd' },
        { version: '3.1', score: 7.5, source: 'nvd' },
        { version: '4.0', score: 8.7, source: 'redhat' },
      ],
    })
    expect(vulnerabilities[2]).toMatchObject({ aliases: ['GHSA-AAAA-BBBB-CCCC'], publishedAt: null })
  })

  it('keeps a secret masked, and nothing of the lines around it', async () => {
    const { secrets, findings } = await read(sample('trivy-image.json'))
    expect(secrets).toMatchObject([
      {
        rule: 'aws-access-key-id',
        path: 'app/config/settings.env',
        startLine: 3,
        masked: expect.stringContaining('***'),
      },
    ])
    expect(JSON.stringify(findings)).not.toContain('never-be-kept')
    const bare = { Target: 'a', Class: 'secret', Secrets: [{ RuleID: 'r', Match: 'key=hunter2hunter2' }] }
    expect((await read(image({ Results: [bare] }))).secrets[0]?.masked).toBe('')
  })

  it('does not take suppressed findings for findings', async () => {
    expect((await read(sample('trivy-image.json'))).vulnerabilities.map(({ id }) => id)).not.toContain('CVE-2025-1999')
  })

  it('lets an empty report close nothing, and a declared scan speak for itself', async () => {
    expect((await read(image({}))).scopes).toEqual([])
    expect((await read(image({ Results: [] }))).scopes).toEqual([])
    const clean = await read(image({ Results: [{ Target: 'nginx:1 (debian 12)', Class: 'os-pkgs', Type: 'debian' }] }))
    expect(clean.scopes).toMatchObject([{ scan: 'vulnerability', complete: true }])
    const declared = await read(image({}), { declaredScans: ['vulnerability', 'secret'] })
    expect(declared.scopes).toMatchObject([{ scan: 'secret', complete: true }])
    for (const empty of ['null', '[]', '{}']) {
      const { scopes, unread } = await read(new TextEncoder().encode(empty), {
        format: 'trivy-json',
        declaredScans: ['secret'],
      })
      expect([scopes, unread.length]).toEqual([[], 1])
    }
  })

  it('calls a vulnerability scan incomplete when no result is of packages', async () => {
    const odd = { Target: 'x', Class: 'custom', Vulnerabilities: [{ VulnerabilityID: 'CVE-1', PkgName: 'p' }] }
    const { scopes, vulnerabilities } = await read(image({ Results: [odd] }))
    expect(vulnerabilities.length).toBe(1)
    expect(scopes).toMatchObject([{ scan: 'vulnerability', complete: false }])
  })

  it('replaces what the database cannot store and keeps the finding', async () => {
    const hostile =
      '{"VulnerabilityID":"CVE-1","PkgName":"a\\u0000b","Title":"\\ud800","Severity":"High","__proto__":{"x":1}}'
    const text = `{"SchemaVersion":2,"ArtifactName":"nginx","ArtifactType":"container_image","Results":[{"Target":"t","Class":"lang-pkgs","Type":"npm","Vulnerabilities":[${hostile},5]}]}`
    const { vulnerabilities, unread } = await read(new TextEncoder().encode(text))
    expect(vulnerabilities).toMatchObject([{ packageName: 'a\uFFFDb', title: '\uFFFD', severity: 'high' }])
    expect(unread).toEqual([{ type: 'unread', path: 'Results[0].Vulnerabilities[1]', reason: 'This is not an object' }])
  })
})

describe('other shapes of Trivy', () => {
  it('reads a repository: packages by their purl rules, failed checks only, and the resource a message names', async () => {
    const { vulnerabilities, misconfigurations, scopes } = await read(sample('trivy-repository.json'))
    expect(scopes.map(({ subject, scan }) => [subject, scan])).toEqual([
      [{ type: 'repository', name: 'git.tidewater.example/pay/pay-api' }, 'vulnerability'],
      [{ type: 'repository', name: 'git.tidewater.example/pay/pay-api' }, 'misconfiguration'],
    ])
    expect(vulnerabilities).toMatchObject([{ purl: 'pkg:npm/%40tidewater/forms', path: 'package-lock.json' }])
    expect(misconfigurations.map(({ rule, path, resource, startLine }) => [rule, path, resource, startLine])).toEqual([
      ['KSV-0017', 'k8s/pay.yaml', 'Deployment/pay-api', 18],
      ['KSV-0014', 'k8s/pay.yaml', 'Deployment/pay-api', 18],
    ])
  })

  it('asks for a name where the report says only "."', async () => {
    const here = json({ SchemaVersion: 2, ArtifactName: '.', ArtifactType: 'filesystem', Results: [] })
    await expect(read(here)).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('repository=') })
    const named = json({
      SchemaVersion: 2,
      ArtifactName: '.',
      ArtifactType: 'filesystem',
      Results: [{ Target: 'go.mod', Class: 'lang-pkgs', Type: 'gomod' }],
    })
    expect((await read(named, { repository: 'pay' })).scopes).toMatchObject([{ subject: { name: 'pay' } }])
  })

  it('reads the oldest shape, an array of results', async () => {
    const { vulnerabilities, scopes, unread } = await read(sample('trivy-legacy.json'))
    expect(scopes).toMatchObject([{ subject: { repository: 'docker.io/shop/web', tags: ['1.8.0'] }, complete: true }])
    expect(vulnerabilities).toMatchObject([{ id: 'CVE-2023-0001', purl: 'pkg:apk/alpine/curl', path: '' }])
    expect(unread).toEqual([{ type: 'unread', path: '[1].Vulnerabilities[0]', reason: 'It has no VulnerabilityID' }])
  })

  it('reads a cluster scan: packages belong to the image, checks to the workload, a failed scan closes nothing', async () => {
    const { scopes, findings, unread } = await read(sample('trivy-k8s.json'), { declaredScans: ['misconfiguration'] })
    expect(findings.map(({ type, scope }) => [type, scope])).toEqual([
      ['vulnerability', 0],
      ['misconfiguration', 1],
    ])
    expect(scopes).toMatchObject([
      {
        subject: { type: 'image', repository: 'registry.tidewater.example/pay/pay-api', tags: ['4.1.0'] },
        complete: true,
      },
      {
        subject: { type: 'workload', cluster: 'prod-eu', namespace: 'pay', kind: 'Deployment', name: 'pay-api' },
        complete: true,
      },
      { subject: { type: 'workload', namespace: 'shop', name: 'search' }, complete: false },
    ])
    expect(findings[1]).toMatchObject({ resource: 'Deployment/pay-api', path: '' })
    expect(unread).toMatchObject([{ path: 'Resources.2', reason: expect.stringContaining('failed to pull') }])
  })

  it('calls a scope incomplete when one of its scans failed', async () => {
    const one = {
      Namespace: 'pay',
      Kind: 'Deployment',
      Name: 'pay',
      Results: [{ Target: 't', Class: 'config', Type: 'kubernetes' }],
    }
    const { scopes } = await read(json({ ClusterName: 'c', Resources: [one, { ...one, Error: 'timed out' }] }))
    expect(scopes).toMatchObject([{ scan: 'misconfiguration', complete: false }])
  })

  it('reads the older cluster scan with its two lists', async () => {
    const { scopes, vulnerabilities, misconfigurations } = await read(sample('trivy-k8s-old.json'))
    expect([vulnerabilities.length, misconfigurations.length]).toEqual([2, 1])
    expect(scopes).toMatchObject([
      { subject: { type: 'image', repository: 'docker.io/library/redis', tags: ['6.0.5'] }, scan: 'vulnerability' },
      { subject: { type: 'workload', name: 'cache' }, scan: 'misconfiguration' },
    ])
  })

  it.each(['{"a":1}', '[]', 'null', '[{"a":1}]', '"x"'])(
    'refuses %s as unknown and lists what is known',
    async (text) => {
      await expect(read(new TextEncoder().encode(text))).rejects.toMatchObject({
        code: 'unknown-format',
        message: expect.stringContaining('trivy-json'),
      })
    },
  )
})

describe('any report', () => {
  const bytes = sample('trivy-image.json')

  it('takes no image id that is no digest', async () => {
    const imageId = async (ImageID: string) => {
      const report = {
        SchemaVersion: 2,
        ArtifactName: 'a',
        ArtifactType: 'container_image',
        Metadata: { ImageID },
        Results: [],
      }
      const { scopes } = await read(new TextEncoder().encode(JSON.stringify(report)), { declaredScans: ['secret'] })
      return scopes[0]?.subject.type === 'image' ? scopes[0].subject.imageId : undefined
    }
    expect(await imageId('<script>')).toBe(null)
    expect(await imageId(`sha256:${'e'.repeat(64)}`)).toBe(`sha256:${'e'.repeat(64)}`)
  })

  it('loses no other resource to one whose image has no name', async () => {
    const resource = (name: string, tag: string) => ({
      Kind: 'Pod',
      Name: name,
      Metadata: { RepoTags: [tag] },
      Results: [{ Target: 'app', Class: 'os-pkgs', Type: 'debian', Vulnerabilities: [] }],
    })
    const report = { ClusterName: 'c', Resources: [resource('a', '@nameless'), resource('b', 'shop/web:1')] }
    const { scopes } = await read(new TextEncoder().encode(JSON.stringify(report)))
    expect(scopes.map(({ subject }) => subject.type)).toEqual(['workload', 'image'])
  })

  it('reads the same from UTF-16 and behind a byte order mark', async () => {
    const text = new TextDecoder().decode(bytes)
    const plain = await read(bytes)
    for (const framed of [Buffer.from(`\uFEFF${text}`, 'utf8'), Buffer.from(`\uFEFF${text}`, 'utf16le')]) {
      expect((await read(framed, {}, 7)).findings).toEqual(plain.findings)
    }
    expect((await read(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())).findings).toEqual(plain.findings)
  })

  it('is refused with a FormatError or read, cut at any byte or with any bytes changed, and the check agrees', async () => {
    const attempt = async (input: Uint8Array) => {
      try {
        await read(input, {}, 4096)
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError)
        return false
      }
      const check = new ReportCheck(options)
      check.write(input)
      expect(check.end().format.name).toBe('trivy-json')
      return true
    }
    const compact = new TextEncoder().encode(JSON.stringify(JSON.parse(new TextDecoder().decode(bytes))))
    for (let length = 0; length < compact.length; length += 3)
      expect(await attempt(compact.slice(0, length))).toBe(false)
    const flip = fc.tuple(fc.nat(compact.length - 1), fc.integer({ min: 0, max: 255 }))
    await fc.assert(
      fc.asyncProperty(fc.array(flip, { minLength: 1, maxLength: 3 }), async (flips) => {
        const changed = compact.slice()
        for (const [at, byte] of flips) changed[at] = byte
        await attempt(changed)
      }),
      { numRuns: 300 },
    )
  })
})

it('Results that are no list are refused: they say neither that something was found nor that nothing was', async () => {
  const report = { SchemaVersion: 2, ArtifactName: 'shop/pay:1', ArtifactType: 'container_image', Results: 'none' }
  await expect(read(json(report))).rejects.toMatchObject({ code: 'invalid' })
})
