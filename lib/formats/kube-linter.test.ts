import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const repository = 'pay-api'

describe('a KubeLinter report', () => {
  it('names the object that broke the check, and what the check is about', async () => {
    const { header, findings, unread } = await readBytes(sampleBytes('kube-linter.json'), { repository })
    expect(header).toEqual({
      format: 'kube-linter-json',
      source: 'kube-linter',
      toolVersion: 'v0.7.6',
      scannedAt: '2026-11-20T09:00:01.250Z',
    })
    expect(findings).toMatchObject([
      {
        rule: 'privileged-container',
        title: 'A container has all rights of its node.',
        remediation: 'Do not run containers as privileged.',
        severity: 'unknown',
        path: 'k8s/pay.yaml',
        resource: 'Deployment/payments/pay-api',
        message: 'container "api" is privileged',
      },
      { rule: 'no-read-only-root-fs', title: '', path: 'k8s/tools.yaml', resource: 'Pod/tool' },
    ])
    expect(unread).toEqual([{ type: 'unread', path: 'Reports[2]', reason: 'It has no Check' }])
  })

  it('reads a clean report', async () => {
    const { scopes, findings } = await readBytes(json({ Checks: [], Reports: null }), { repository })
    expect(scopes).toMatchObject([{ scan: 'misconfiguration', complete: true }])
    expect(findings).toEqual([])
  })
})
