import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const repository = 'git.tidewater.example/pay/pay-api'

describe('a Checkov report', () => {
  it('reads every kind of file in the list, and counts what it could not read', async () => {
    const { header, scopes, findings, unread } = await readBytes(sampleBytes('checkov-list.json'), { repository })
    expect(header).toEqual({ format: 'checkov-json', source: 'checkov', toolVersion: '3.2.471', scannedAt: null })
    expect(scopes.map(({ subject, scan, complete }) => [subject, scan, complete])).toEqual([
      [{ type: 'repository', name: repository }, 'misconfiguration', false],
      [{ type: 'repository', name: repository }, 'secret', true],
    ])
    const places = findings.map((one) => (one.type === 'misconfiguration' ? [one.rule, one.path, one.resource] : []))
    expect(places.slice(0, 4)).toEqual([
      ['CKV_K8S_16', 'k8s/pay.yaml', 'Deployment/payments/pay-api'],
      ['CKV_K8S_22', 'k8s/tools.yaml', 'Pod/tide.tool'],
      ['CKV_DOCKER_3', 'Dockerfile', ''],
      ['CKV_AWS_20', 'infra/main.tf', 'aws_s3_bucket.receipts'],
    ])
    expect(findings.map(({ severity }) => severity)).toEqual([
      'unknown',
      'low',
      'unknown',
      'high',
      'unknown',
      'unknown',
    ])
    expect(findings[0]).toMatchObject({
      title: 'Container should not be privileged',
      references: ['https://guides.tidewater.example/ckv-k8s-16'],
      startLine: 1,
      endLine: 32,
    })
    expect(findings[1]).toMatchObject({ references: [], startLine: null, endLine: 12 })
    expect(unread.map(({ path }) => path)).toEqual(['[0].results.parsing_errors[0]', '[0].results.failed_checks[2]'])
  })

  it('keeps a secret only starred out, and not its hash', async () => {
    const { findings } = await readBytes(sampleBytes('checkov-list.json'), { repository })
    expect(findings.filter(({ type }) => type === 'secret')).toMatchObject([
      { rule: 'CKV_SECRET_2', path: 'deploy.env', startLine: 4, masked: 'AKIA**********' },
      { rule: 'CKV_SECRET_6', path: 'deploy.env', startLine: 9, masked: '' },
    ])
    expect(JSON.stringify(findings)).not.toMatch(/never-be-kept|0beec7b5|62cdb702/)
  })

  it('closes nothing with a summary alone, but lets a declared scan speak', async () => {
    const summary = json({
      passed: 0,
      failed: 0,
      skipped: 0,
      parsing_errors: 0,
      resource_count: 0,
      checkov_version: '3.2.1',
    })
    const alone = await readBytes(summary, { repository })
    expect([alone.header?.toolVersion, alone.scopes, alone.unread.length]).toEqual(['3.2.1', [], 1])
    const declared = await readBytes(summary, { repository, declaredScans: ['secret'] })
    expect(declared.scopes).toMatchObject([{ scan: 'secret', complete: true }])
  })

  it('asks which repository it is, and leaves the reports of the tool that are none', async () => {
    const report = json({ check_type: 'terraform', results: { passed_checks: [], failed_checks: [] } })
    await expect(readBytes(report)).rejects.toMatchObject({ code: 'invalid' })
    const inventory = json({ reportIdentifier: 'iac_assets', items: [{ name: 'aws_instance.web' }] })
    await expect(readBytes(inventory)).rejects.toMatchObject({ code: 'unknown-format' })
  })

  it('reads a single report, whatever is null in it', async () => {
    const failed_checks = [{ check_id: 'CKV_K8S_1', file_path: null, file_line_range: null, resource: null }, 'x']
    const { findings, unread } = await readBytes(
      json({ check_type: 'helm', results: { failed_checks, parsing_errors: null } }),
      {
        repository,
      },
    )
    expect(findings).toMatchObject([{ rule: 'CKV_K8S_1', path: '', resource: '', startLine: null }])
    expect(unread).toEqual([{ type: 'unread', path: 'results.failed_checks[1]', reason: 'This is not an object' }])
  })
})
