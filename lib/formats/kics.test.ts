import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const repository = 'pay-api'

describe('a KICS report', () => {
  it('reads each place of each query, by the names that other tools use', async () => {
    const { header, scopes, findings, unread } = await readBytes(sampleBytes('kics.json'), { repository })
    expect(header).toEqual({
      format: 'kics-json',
      source: 'kics',
      toolVersion: 'v2.1.3',
      scannedAt: '2026-11-20T08:15:00.500Z',
    })
    expect(scopes.map(({ scan, complete }) => [scan, complete])).toEqual([
      ['misconfiguration', true],
      ['secret', true],
    ])
    expect(
      findings.flatMap((one) =>
        one.type === 'misconfiguration' ? [[one.title, one.severity, one.path, one.resource, one.startLine]] : [],
      ),
    ).toEqual([
      ['Container Is Privileged', 'high', 'k8s/pay.yaml', 'Deployment/pay-api', 18],
      ['Missing User Instruction', 'medium', 'docker/Dockerfile', '', 1],
      ['S3 Bucket Without Versioning', 'low', 'infra/main.tf', 'aws_s3_bucket.receipts', 7],
    ])
    expect(findings[0]).toMatchObject({
      rule: 'dd29336b-fe57-445b-a26e-e6aa867ae609',
      message: 'privileged is true',
      remediation: 'privileged should be unset or false',
      references: ['https://guides.tidewater.example/privileged'],
    })
    expect(unread).toEqual([{ type: 'unread', path: 'queries[2].files[1]', reason: 'This is not an object' }])
  })

  it('keeps nothing of a secret but its place', async () => {
    const { findings } = await readBytes(sampleBytes('kics.json'), { repository })
    expect(findings[3]).toMatchObject({ type: 'secret', scope: 1, path: 'deploy.env', startLine: 2, masked: '' })
    expect(JSON.stringify(findings)).not.toContain('never-be-kept')
  })

  it('closes nothing for good after a scan in which files failed', async () => {
    const report = json({ queries: [], queries_total: 5, files_failed_to_scan: 2 })
    const { scopes, unread } = await readBytes(report, { repository })
    expect(scopes).toMatchObject([{ scan: 'misconfiguration', complete: false }])
    expect(unread).toMatchObject([{ path: 'files_failed_to_scan' }])
  })

  it('reads a clean scan, and a declared look for secrets', async () => {
    const report = json({ queries: null, queries_total: 5 })
    const { scopes } = await readBytes(report, { repository, declaredScans: ['secret'] })
    expect(scopes).toMatchObject([
      { scan: 'misconfiguration', complete: true },
      { scan: 'secret', complete: true },
    ])
  })
})
