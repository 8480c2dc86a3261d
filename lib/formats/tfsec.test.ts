import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const repository = 'git.tidewater.example/pay/pay-api'

describe('a tfsec report', () => {
  it('reads failures of every version, with paths inside the repository', async () => {
    const { scopes, findings, unread } = await readBytes(sampleBytes('tfsec.json'), { repository })
    expect(scopes).toMatchObject([{ subject: { name: repository }, scan: 'misconfiguration', complete: true }])
    expect(
      findings.flatMap((one) =>
        one.type === 'misconfiguration'
          ? [[one.rule, one.severity, one.path, one.resource, one.startLine, one.endLine]]
          : [],
      ),
    ).toEqual([
      ['aws-s3-enable-versioning', 'medium', 'infra/main.tf', 'aws_s3_bucket.receipts', 7, 12],
      ['GCP010', 'medium', 'gcp/cluster.tf', 'google_container_cluster.tide', 3, 40],
      ['AVD-AWS-0001', 'high', 'main.tf', '', 5, 12],
    ])
    expect(findings.map((one) => one.type === 'misconfiguration' && one.references)).toEqual([
      ['https://guides.tidewater.example/versioning'],
      ['https://guides.tidewater.example/GCP010/'],
      [],
    ])
    expect(unread).toEqual([{ type: 'unread', path: 'results[4]', reason: 'It has no rule_id' }])
  })

  it('takes a result that says it passed for none', async () => {
    const one = { rule_id: 'GCP008', location: { filename: 'a.tf' }, severity: 'ERROR' }
    const statuses = [
      { passed: true },
      { status: 'passed' },
      { status: 'ignored' },
      { status: 2 },
      { passed: false },
      {},
    ]
    const results = statuses.map((status) => ({ ...one, ...status }))
    const { findings, unread } = await readBytes(json({ results }), { repository })
    expect([findings.map(({ severity }) => severity), unread]).toEqual([['high', 'high'], []])
  })

  it('is told by its null when there is nothing, and not by an empty list, which others write too', async () => {
    const clean = await readBytes(json({ results: null }), { repository })
    expect([clean.header?.format, clean.scopes.length, clean.findings]).toEqual(['tfsec-json', 1, []])
    const named = await readBytes(json({ results: [] }), { repository, format: 'tfsec' })
    expect(named.scopes).toMatchObject([{ complete: true }])
    const others = json({ results: [{ check_id: 'x', path: 'a.py', start: { line: 1 } }], errors: [] })
    await expect(readBytes(others, { repository, format: 'tfsec' })).resolves.toMatchObject({ findings: [] })
  })
})
