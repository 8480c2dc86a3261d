import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

describe('a kube-hunter report', () => {
  it('finds weaknesses of the cluster, by number or by name, without the evidence', async () => {
    const { findings, scopes, unread, header } = await readBytes(sampleBytes('kube-hunter.json'), {
      cluster: 'prod-eu',
    })
    expect(header?.format).toBe('kube-hunter-json')
    expect(unread).toEqual([])
    expect(scopes).toMatchObject([{ subject: { type: 'cluster', name: 'prod-eu', role: 'cluster' } }])
    expect(findings).toMatchObject([
      {
        rule: 'KHV044',
        severity: 'high',
        resource: '10.7.0.1:10255',
        description: 'A privileged container runs on a node',
        references: ['https://avd.aquasec.com/kube-hunter/khv044/'],
      },
      { rule: 'CAP_NET_RAW Enabled', severity: 'low' },
      { rule: 'KHV050', title: "Read access to pod's service account token" },
    ])
    expect(JSON.stringify(findings)).not.toContain('not-kept')
  })

  it('needs the cluster, and tells of what it cannot read', async () => {
    const bytes = json({ nodes: [], services: [], vulnerabilities: [null, { vid: 'None' }] })
    await expect(readBytes(bytes)).rejects.toMatchObject({ code: 'invalid' })
    const { unread } = await readBytes(bytes, { cluster: 'prod-eu' })
    expect(unread.map(({ path }) => path)).toEqual(['vulnerabilities[0]', 'vulnerabilities[1]'])
  })
})
