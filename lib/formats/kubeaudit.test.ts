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
      ['MissingDefaultDenyIngressAndEgressNetworkPolicy', 'high', 'Namespace/payments/payments'],
    ])
    expect(findings[0]).toMatchObject({ message: expect.stringMatching(/^app: privileged is set/) })
    expect(unread).toMatchObject([{ path: '[5]', reason: 'The tool reported: error loading a manifest' }])
  })

  it('needs a name for what was audited', async () => {
    await expect(readBytes(sampleBytes('kubeaudit.json'))).rejects.toMatchObject({
      message: expect.stringContaining('repository='),
    })
  })
})
