import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const line = (record: object) => new TextEncoder().encode(JSON.stringify(record))

describe('a TruffleHog report', () => {
  it('reads one record a line, of the repository that the first one names', async () => {
    const { header, scopes, findings, unread } = await readBytes(sampleBytes('trufflehog.json'))
    expect(header).toMatchObject({ format: 'trufflehog-json', source: 'trufflehog' })
    expect(scopes).toMatchObject([
      {
        subject: { type: 'repository', name: 'git.tidewater.example/payments/pay-api' },
        scan: 'secret',
        complete: true,
      },
    ])
    expect(findings).toMatchObject([
      { rule: 'AWS', title: 'Keys of a cloud account', severity: 'critical', path: 'deploy/keys.env', startLine: 4 },
      { rule: 'URI', severity: 'unknown', path: 'src/client.ts', startLine: 31 },
      { rule: 'till-token', severity: 'unknown', path: 'src/token.ts', masked: '********abcd' },
    ])
    expect(unread).toEqual([
      {
        type: 'unread',
        path: '[3]',
        reason: 'It is of something else than the first record: git.tidewater.example/payments/other',
      },
    ])
  })

  it.each(['trufflehog.json', 'trufflehog-v2.json', 'trufflehog3.json'])('keeps no secret of %s', async (file) => {
    const read = await readBytes(sampleBytes(file), { repository: 'pay-api' })
    expect(read.findings.length).toBeGreaterThan(0)
    expect(JSON.stringify(read)).not.toMatch(/never-kept|hunter22|AKIAEXAMPLE/)
  })

  it('reads version 2 and the fork of it', async () => {
    const two = await readBytes(sampleBytes('trufflehog-v2.json'), { repository: 'pay-api' })
    expect(two.findings).toMatchObject([
      { rule: 'High Entropy', path: 'config/till.yaml', masked: '********' },
      { rule: 'RSA private key', path: 'deploy/id_rsa' },
    ])
    const fork = await readBytes(sampleBytes('trufflehog3.json'), { repository: 'pay-api' })
    expect(fork.findings).toMatchObject([{ rule: 'high-entropy', severity: 'high', path: 'Dockerfile', startLine: 3 }])
  })

  it('is of an image where one was scanned', async () => {
    const Docker = { image: 'registry.tidewater.example/pay/pay-api', tag: '4.1.0', file: '/app/.env', line: 2 }
    const record = {
      SourceMetadata: { Data: { Docker } },
      DetectorName: 'Github',
      Verified: true,
      Raw: 'x',
      Redacted: '',
    }
    const { scopes, findings } = await readBytes(line(record))
    expect(scopes).toMatchObject([
      { subject: { repository: 'registry.tidewater.example/pay/pay-api', tags: ['4.1.0'] } },
    ])
    expect(findings).toMatchObject([{ rule: 'Github', path: 'app/.env', severity: 'critical' }])
  })

  it('closes nothing after an error in its own log', async () => {
    const log = { level: 'error', ts: '2026-11-20T00:00:00Z', logger: 'trufflehog', msg: 'could not clone' }
    const { scopes, unread } = await readBytes(line(log), { repository: 'pay-api' })
    expect(scopes[0]?.complete).toBe(false)
    expect(unread).toMatchObject([{ reason: 'The tool reported an error in its log' }])
  })

  it('refuses a list of anything else, and a folder without a name', async () => {
    await expect(readBytes(json([{ path: 'x' }]))).rejects.toMatchObject({ code: 'unknown-format' })
    const record = { SourceMetadata: { Data: { Filesystem: { file: '/tmp/x' } } }, DetectorName: 'AWS', Raw: 'x' }
    await expect(readBytes(line(record))).rejects.toMatchObject({ message: expect.stringContaining('repository=') })
  })
})
