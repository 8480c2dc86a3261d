import { describe, expect, it } from 'vitest'
import { readBytes, sampleBytes } from './testing/read.ts'

describe('a kubeaudit report', () => {
  it('reads what failed, and tells an error of the tool as unread', async () => {
    const { header, scopes, findings, unread } = await readBytes(sampleBytes('kubeaudit.json'), { repository: 'shop' })
    expect(header).toMatchObject({
      format: 'kubeaudit-json',
      source: 'kubeaudit',
      scannedAt: '2026-11-19T17:43:58.000Z',
    })
    expect(scopes).toMatchObject([{ subject: { type: 'repository', name: 'shop' }, scan: 'misconfiguration' }])
    const told = findings.map((one) => one.type === 'misconfiguration' && [one.rule, one.severity, one.resource])
    expect(told).toEqual([
      ['PrivilegedTrue', 'high', 'Deployment/payments/pay-api'],
      ['PrivilegedNil', 'medium', 'Deployment/payments/pay-api'],
      ['AppArmorAnnotationMissing', 'high', 'Pod/tool'],
      ['MissingDefaultDenyIngressAndEgressNetworkPolicy', 'high', 'Namespace/payments'],
    ])
    expect(findings[0]).toMatchObject({ message: expect.stringMatching(/^app: privileged is set/) })
    expect(unread).toMatchObject([{ path: '[5]', reason: 'The tool reported: error loading a manifest' }])
  })

  it('closes nothing where a line of the log comes first', async () => {
    const lines = '{"level":"fatal","msg":"no kubeconfig","time":"2026-11-19T18:44:00+01:00"}\n'.repeat(2)
    const named = { repository: 'shop', format: 'kubeaudit' }
    const { scopes, unread } = await readBytes(new TextEncoder().encode(lines), named)
    expect([scopes[0]?.complete, unread.length]).toEqual([false, 2])
  })

  it('needs a name for what was audited', async () => {
    await expect(readBytes(sampleBytes('kubeaudit.json'))).rejects.toMatchObject({
      message: expect.stringContaining('repository='),
    })
  })
})
