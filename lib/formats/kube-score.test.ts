import { describe, expect, it } from 'vitest'
import { readBytes, sampleBytes } from './testing/read.ts'

describe('a kube-score report', () => {
  it('makes one finding of each failed check, whatever its containers', async () => {
    const { header, findings, unread } = await readBytes(sampleBytes('kube-score.json'), { repository: 'pay-api' })
    expect(header?.format).toBe('kube-score-json')
    expect(findings).toMatchObject([
      {
        rule: 'container-security-context-privileged',
        severity: 'high',
        path: 'k8s/pay.yaml',
        resource: 'Deployment/payments/pay-api',
        startLine: 1,
        message: 'api: The container is privileged\nsidecar: The container is privileged',
        remediation: 'Set privileged to false',
        references: ['https://guides.tidewater.example/privileged'],
      },
      { rule: 'service-type', severity: 'medium', resource: 'Service/pay-api', startLine: 40, message: '' },
    ])
    expect(unread).toEqual([
      { type: 'unread', path: '[1].checks[1]', reason: 'Its check has no id' },
      { type: 'unread', path: '[1].checks[2]', reason: 'It has no grade' },
    ])
  })
})
