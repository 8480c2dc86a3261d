import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const live = (Results: unknown) =>
  json({ PolarisOutputVersion: '1.0', SourceType: 'Cluster', SourceName: 'https://10.0.0.1', Results })

describe('a Polaris audit', () => {
  it('reads the failed checks of an object, its pod and its containers', async () => {
    const { header, scopes, findings, unread } = await readBytes(sampleBytes('polaris.json'), { repository: 'pay-api' })
    expect(header).toMatchObject({ format: 'polaris-json', scannedAt: '2026-11-20T07:00:00.000Z' })
    expect(scopes).toMatchObject([{ subject: { type: 'repository', name: 'pay-api' }, scan: 'misconfiguration' }])
    expect(findings).toMatchObject([
      {
        rule: 'deploymentMissingReplicas',
        severity: 'medium',
        path: 'k8s/pay.yaml',
        resource: 'Deployment/payments/pay-api',
        message: 'Only one replica is scheduled',
      },
      { rule: 'runAsPrivileged', severity: 'high', message: 'api: Should not be running as privileged' },
    ])
    expect(findings.length).toBe(2)
    expect(unread).toEqual([
      {
        type: 'unread',
        path: 'Results[0].PodResult.ContainerResults[0].Results.odd',
        reason: 'It does not say whether it failed',
      },
    ])
  })

  it('reads the objects of a live cluster, those too of which all is well', async () => {
    const failed = { ID: 'runAsPrivileged', Message: 'm', Success: false, Severity: 'danger' }
    const report = live([
      { Name: 'web', Namespace: 'shop', Kind: 'Deployment', Results: { runAsPrivileged: failed } },
      { Name: 'db', Namespace: 'shop', Kind: 'StatefulSet', Results: {} },
      { Results: { runAsPrivileged: failed } },
    ])
    const { scopes, findings, unread } = await readBytes(report, { cluster: 'prod-eu' })
    expect(scopes.map(({ subject, complete }) => [subject, complete])).toEqual([
      [{ type: 'workload', cluster: 'prod-eu', namespace: 'shop', kind: 'Deployment', name: 'web' }, true],
      [{ type: 'workload', cluster: 'prod-eu', namespace: 'shop', kind: 'StatefulSet', name: 'db' }, true],
    ])
    expect(findings).toMatchObject([{ scope: 0, path: '', resource: 'Deployment/web' }])
    expect(unread).toEqual([{ type: 'unread', path: 'Results[2]', reason: 'This object has no Kind and Name' }])
  })

  it('delivers what the outline tells in batches too', async () => {
    const Results = Object.fromEntries(
      Array.from({ length: 2500 }, (_, at) => [`check${at}`, { Message: 'm', Success: false, Severity: 'danger' }]),
    )
    const { findings } = await readBytes(live([{ Name: 'web', Kind: 'Deployment', Results }]), {}, 65_536)
    expect(findings.length).toBe(2500)
  })
})
