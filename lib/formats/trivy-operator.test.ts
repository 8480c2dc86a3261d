import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const cluster = 'prod-eu'
const list = () => JSON.parse(new TextDecoder().decode(sampleBytes('trivy-operator-list.json')))

describe('objects of the Trivy operator', () => {
  it('are of the image, of the top owner, or of the cluster', async () => {
    const { header, scopes, unread } = await readBytes(sampleBytes('trivy-operator-list.json'), { cluster })
    expect(header).toEqual({ format: 'trivy-operator', source: 'trivy', toolVersion: '0.67.2', scannedAt: null })
    const image = {
      repository: 'registry.tidewater.example/pay/pay-api',
      tags: ['4.1.0'],
      digest: `sha256:${'5a'.repeat(32)}`,
    }
    expect(scopes).toMatchObject([
      { scan: 'vulnerability', subject: image },
      {
        scan: 'misconfiguration',
        subject: { type: 'workload', cluster, namespace: 'payments', kind: 'Deployment', name: 'pay-api' },
      },
      { scan: 'secret', subject: image },
      { scan: 'misconfiguration', subject: { kind: 'ClusterRole', namespace: '', name: 'till-reader' } },
      { scan: 'misconfiguration', subject: { type: 'cluster', name: cluster, role: 'policies' }, part: 'k8s-cis-1.23' },
    ])
    expect(unread).toEqual([
      { type: 'unread', path: 'items[5]', reason: 'What a SbomReport lists is not read: send the SBOM itself' },
      { type: 'unread', path: 'items[0].report.vulnerabilities[2]', reason: 'It has no VulnerabilityID' },
    ])
  })

  it('tell what failed, under the names that Trivy itself gives it', async () => {
    const { findings } = await readBytes(sampleBytes('trivy-operator-list.json'), { cluster })
    expect(findings).toMatchObject([
      {
        id: 'CVE-2031-10001',
        purl: 'pkg:deb/debian/libbrine1',
        fixedVersion: '1.4-2+deb12u1',
        severity: 'critical',
        path: '',
      },
      {
        id: 'CVE-2031-10002',
        purl: 'pkg:npm/tide-parser',
        path: 'app/package-lock.json',
        references: ['https://example.com/a'],
      },
      { rule: 'KSV-0017', resource: 'Deployment/pay-api', remediation: 'Set privileged to false', severity: 'high' },
      { rule: 'Of no id', message: 'm' },
      { type: 'secret', rule: 'aws-secret-access-key', path: 'app/.env' },
      { rule: 'KSV-0041', resource: 'ClusterRole/till-reader' },
      {
        rule: 'k8s-cis-1.23 5.1.2',
        title: 'Minimize access to secrets',
        severity: 'high',
        resource: '/clusterrole-till-reader',
      },
    ])
  })

  it('are the same alone, in an array and in a list for each kind', async () => {
    const [vulnerabilities, audit] = list().items
    const alone = await readBytes(json(vulnerabilities), { cluster })
    expect(alone.header).toMatchObject({ format: 'trivy-operator', scannedAt: '2026-11-20T07:00:00.000Z' })
    expect(alone.findings).toHaveLength(2)
    const kinds = {
      'vulnerabilityreports.aquasecurity.github.io': [vulnerabilities],
      'configauditreports.aquasecurity.github.io': [audit],
    }
    const typed = {
      kind: 'VulnerabilityReportList',
      apiVersion: 'aquasecurity.github.io/v1alpha1',
      items: [vulnerabilities, audit],
    }
    for (const document of [[vulnerabilities, audit], kinds, typed]) {
      const { findings, header, unread } = await readBytes(json(document), { cluster })
      expect([header?.format, findings.length, unread.length]).toEqual(['trivy-operator', 4, 1])
    }
  })

  it('are of one scan a kind, so that one kind sent alone closes nothing of another', async () => {
    const parts = (scopes: Awaited<ReturnType<typeof readBytes>>['scopes']) => scopes.map(({ part }) => part)
    const { scopes } = await readBytes(sampleBytes('trivy-operator-list.json'), { cluster })
    expect(parts(scopes)).toEqual([undefined, 'ConfigAudit', undefined, 'RbacAssessment', 'k8s-cis-1.23'])
  })

  it('close nothing where one has no results, and are told where they are not understood', async () => {
    const [vulnerabilities, audit, , , benchmark] = list().items
    const nodes = { ...vulnerabilities, kind: 'NodeVulnerabilityReport' }
    const items = [
      { ...audit, report: { summary: {} } },
      { ...benchmark, status: {} },
      nodes,
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pay' } },
    ]
    const { scopes, findings, unread } = await readBytes(json({ apiVersion: 'v1', kind: 'List', items }), { cluster })
    expect([scopes, findings]).toEqual([[], []])
    expect(unread.slice(0, 4)).toEqual([
      { type: 'unread', path: 'items[0]', reason: 'It has no list of checks: it does not say what was found' },
      { type: 'unread', path: 'items[1]', reason: 'It has no results yet' },
      { type: 'unread', path: 'items[2]', reason: 'What a NodeVulnerabilityReport lists is not read' },
      { type: 'unread', path: 'items[3]', reason: 'This is no object of the Trivy operator' },
    ])
    const kinds = { 'nodevulnerabilityreports.aquasecurity.github.io': [nodes], 'x.aquasecurity.github.io': nodes }
    expect((await readBytes(json(kinds), { cluster })).unread.map(({ path }) => path)).toEqual([
      'nodevulnerabilityreports.aquasecurity.github.io[0]',
      'x.aquasecurity.github.io[0]',
    ])
  })

  it('do not take a library for a package of the system', async () => {
    const [vulnerabilities] = list().items
    const [system, library] = vulnerabilities.report.vulnerabilities
    delete library.packageType
    delete system.packagePURL
    delete system.packageType
    const { findings } = await readBytes(json(vulnerabilities), { cluster })
    expect(findings).toMatchObject([{ purl: 'pkg:deb/debian/libbrine1' }, { packageType: '' }])
  })

  it('tell of a benchmark in sums what failed, and need the name of the cluster for it', async () => {
    const { findings } = await readBytes(sampleBytes('trivy-operator-compliance.json'), { cluster })
    const sums = [{ rule: 'nsa-1.0 1.0', severity: 'medium', message: '3 checks failed' }]
    expect(findings).toMatchObject(sums)
    const benchmark = JSON.parse(new TextDecoder().decode(sampleBytes('trivy-operator-compliance.json')))
    const [control] = benchmark.status.summaryReport.controlCheck
    benchmark.status = { controlCheck: [{ ...control, totalFail: undefined, failTotal: 3, passTotal: 1 }] }
    expect((await readBytes(json(benchmark), { cluster })).findings).toMatchObject(sums)
    await expect(readBytes(sampleBytes('trivy-operator-compliance.json'))).rejects.toMatchObject({
      message: expect.stringContaining('cluster='),
    })
  })

  it('close nothing where there are none', async () => {
    const empty = { apiVersion: 'aquasecurity.github.io/v1alpha1', kind: 'ConfigAuditReportList', items: [] }
    const { header, scopes, unread } = await readBytes(json(empty), { cluster })
    expect([header?.format, scopes, unread.length]).toEqual(['trivy-operator', [], 1])
    await expect(
      readBytes(json({ apiVersion: 'v1', kind: 'List', items: [{ kind: 'Pod', apiVersion: 'v1' }] })),
    ).rejects.toMatchObject({
      code: 'unknown-format',
    })
  })
})
