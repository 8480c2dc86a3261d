import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const misconfigurations = async (name: string, more = {}) => {
  const { findings, ...rest } = await readBytes(sampleBytes(name), more)
  return { ...rest, findings: findings.flatMap((finding) => (finding.type === 'misconfiguration' ? [finding] : [])) }
}

describe('a Kubescape report of a cluster', () => {
  it('has a scope for each object, with and without failures', async () => {
    const { scopes, unread, header } = await misconfigurations('kubescape-cluster.json')
    expect(header).toEqual({
      format: 'kubescape-json',
      source: 'kubescape',
      toolVersion: 'v3.0.34',
      scannedAt: '2026-11-20T21:04:05.123Z',
    })
    expect(unread).toEqual([])
    expect(scopes.map(({ subject }) => subject)).toEqual(
      [
        ['Deployment', 'pay-api'],
        ['Service', 'pay-api'],
        ['ServiceAccount', 'pay-api'],
      ].map(([kind, name]) => ({ type: 'workload', cluster: 'prod-eu', namespace: 'pay', kind, name })),
    )
  })

  it('finds what failed, not what passed, was skipped or excepted', async () => {
    const { findings } = await misconfigurations('kubescape-cluster.json')
    expect(findings.map(({ scope, rule, severity, resource }) => [scope, rule, severity, resource])).toEqual([
      [0, 'C-0057', 'high', 'Deployment/pay-api'],
      [0, 'C-0017', 'low', 'Deployment/pay-api'],
      [2, 'C-0015', 'high', 'ServiceAccount/pay-api'],
    ])
    expect(findings.map(({ message }) => message)).toEqual([
      'spec.template.spec.containers[0].securityContext.privileged = false',
      'spec.template.spec.containers[0]',
      '',
    ])
    expect(findings[0]).toMatchObject({ title: 'Privileged container', path: '' })
  })

  it('is of the cluster that the sender names', async () => {
    const { scopes } = await misconfigurations('kubescape-cluster.json', { cluster: 'prod-us' })
    expect(scopes[0]?.subject).toMatchObject({ cluster: 'prod-us' })
  })
})

it('is a part of what Kubescape looks at, by the frameworks that were asked for', async () => {
  const scopes = async (more: object) => {
    const resource = { resourceID: 'apps/v1/pay/Deployment/pay', controls: [] }
    const report = { summaryDetails: { controls: {} }, clusterName: 'prod-eu', results: [resource], ...more }
    return (await readBytes(json(report))).scopes
  }
  const scanMetadata = { targetType: 'Framework', targetNames: ['nsa', 'MITRE'] }
  expect((await scopes({ metadata: { scanMetadata } }))[0]?.part).toBe('mitre+nsa')
  expect((await scopes({}))[0]).not.toHaveProperty('part')
})

describe('an old Kubescape report of files, in which only rules have a status', () => {
  it('finds in each file what failed without an exception', async () => {
    const { findings, scopes } = await misconfigurations('kubescape-files-old.json', { repository: 'shop' })
    expect(scopes.map(({ subject }) => subject)).toEqual([{ type: 'repository', name: 'shop' }])
    expect(findings.map(({ rule, severity, path, resource }) => [rule, severity, path, resource])).toEqual([
      ['C-0017', 'low', 'deploy/basket.yaml', 'Deployment/basket'],
      ['CIS-5.7.3', 'critical', 'deploy/basket.yaml', 'Deployment/basket'],
    ])
  })

  it('is refused when nobody says which repository it is of', async () => {
    await expect(misconfigurations('kubescape-files-old.json')).rejects.toMatchObject({ code: 'invalid' })
  })
})

it('tells of results and controls that cannot be read', async () => {
  const { unread, findings } = await readBytes(
    json({
      summaryDetails: { controls: {} },
      results: [
        { resourceID: 'x', controls: [{ controlID: 'C-0001', status: { status: 'failed' } }] },
        {
          resourceID: '/v1/shop/Pod/a',
          controls: [null, { status: 'failed' }, { controlID: 'C-9', status: 'failed' }],
        },
        { resourceID: '/v1/shop/Pod/b', controls: null },
      ],
    }),
  )
  expect(unread.map(({ path }) => path)).toEqual([
    'results[0]',
    'results[0].controls[0]',
    'results[1].controls[0]',
    'results[1].controls[1]',
  ])
  expect(findings).toMatchObject([{ rule: 'C-9', severity: 'unknown', message: '' }])
})
