import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const options = { cluster: 'prod-eu' }

describe('a kube-bench report', () => {
  it('has a scope for each role of nodes', async () => {
    const { scopes, unread, header } = await readBytes(sampleBytes('kube-bench.json'), options)
    expect(header?.format).toBe('kube-bench-json')
    expect(unread).toEqual([])
    expect(scopes.map(({ subject, scan }) => [subject, scan])).toEqual(
      ['master', 'node', 'policies'].map((role) => [{ type: 'cluster', name: 'prod-eu', role }, 'misconfiguration']),
    )
  })

  it('finds what failed, whatever the totals say, and not what a person has to look at', async () => {
    const { findings } = await readBytes(sampleBytes('kube-bench.json'), options)
    expect(findings).toMatchObject([
      {
        rule: '1.1.12',
        scope: 0,
        title: 'Ensure that the etcd data directory ownership is etcd',
        remediation: 'Set 1.1.12 right.',
        message: "Expected: 'etcd:etcd' is present",
        severity: 'unknown',
      },
      { rule: '1.2.16', scope: 0, message: 'no audit-log-path' },
      { rule: '4.2.6', scope: 1, message: '' },
    ])
    expect(JSON.stringify(findings)).not.toContain('not-kept')
  })

  it.each([
    ['a list', (list: unknown[]) => list],
    ['one control', ([control]: unknown[]) => control],
  ])('may be %s, and keeps the numbers of another benchmark apart', async (_, shape) => {
    const list = JSON.parse(new TextDecoder().decode(sampleBytes('kube-bench-list.json')))
    const { findings, scopes } = await readBytes(json(shape(list)), options)
    expect(findings).toMatchObject([{ rule: 'eks-3.1.1', scope: 0 }])
    expect(scopes).toMatchObject([{ subject: { role: 'node' } }])
  })

  it('is refused when nobody says which cluster it is of', async () => {
    await expect(readBytes(sampleBytes('kube-bench.json'))).rejects.toMatchObject({ code: 'invalid' })
  })

  it('tells of what it cannot read', async () => {
    const results = [null, { status: 'FAIL' }, { status: 'ERROR', test_number: '1.1' }]
    const control = { node_type: 'node', tests: [{ results }, { results: null }] }
    const { findings, unread } = await readBytes(json({ Controls: [control, 7, { tests: [] }] }), options)
    expect(findings).toEqual([])
    expect(unread.map(({ path }) => path)).toEqual([
      'Controls[1]',
      'Controls[2]',
      'Controls[0].tests[0].results[0]',
      'Controls[0].tests[0].results[1]',
      'Controls[0].tests[0].results[2]',
    ])
  })
})
