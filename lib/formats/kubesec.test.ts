import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

describe('a kubesec report', () => {
  it('finds what is critical or advised in the manifests of a repository', async () => {
    const { findings, scopes, unread, header } = await readBytes(sampleBytes('kubesec.json'), { repository: 'shop' })
    expect(header?.format).toBe('kubesec-json')
    expect(unread).toEqual([
      {
        type: 'unread',
        path: '[2]',
        reason: 'The object could not be judged: This resource kind is not supported by kubesec',
      },
    ])
    expect(scopes).toMatchObject([{ subject: { type: 'repository', name: 'shop' }, complete: false }])
    expect(findings).toMatchObject([
      { rule: 'Privileged', severity: 'high', path: 'deploy/pay.yaml', resource: 'Deployment/pay-api' },
      { rule: 'LimitsMemory', severity: 'low', path: 'deploy/pay.yaml', title: 'It may use all memory' },
      { rule: 'containers[].securityContext.runAsNonRoot==true', path: '', resource: 'CronJob/nightly.report' },
    ])
  })

  it('is of live objects when a cluster is named', async () => {
    const { scopes } = await readBytes(sampleBytes('kubesec.json'), { cluster: 'prod-eu' })
    expect(scopes.map(({ subject, complete }) => [subject, complete])).toEqual([
      [{ type: 'workload', cluster: 'prod-eu', namespace: 'pay', kind: 'Deployment', name: 'pay-api' }, true],
      [{ type: 'workload', cluster: 'prod-eu', namespace: 'pay', kind: 'CronJob', name: 'nightly.report' }, true],
      [{ type: 'workload', cluster: 'prod-eu', namespace: 'pay', kind: 'Widget', name: 'one' }, false],
    ])
  })

  it('is refused when nobody says where its manifests come from', async () => {
    await expect(readBytes(sampleBytes('kubesec.json'))).rejects.toMatchObject({ code: 'invalid' })
  })

  it('tells of items that cannot be read', async () => {
    const scoring = { critical: [7, { selector: '-' }], advise: [] }
    const entries = [
      { object: '-', score: 1, scoring: { critical: [{ id: 'x' }] } },
      { object: 'Pod/a.b', score: 1, scoring },
    ]
    const { findings, unread } = await readBytes(json(entries), { repository: 'shop' })
    expect(findings).toEqual([])
    expect(unread.map(({ path }) => path)).toEqual([
      '[0]',
      '[0].scoring.critical[0]',
      '[1].scoring.critical[0]',
      '[1].scoring.critical[1]',
    ])
  })
})
