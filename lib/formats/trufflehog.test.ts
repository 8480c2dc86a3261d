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
      {
        ...{ rule: 'AWS', title: 'Keys of a cloud account', path: 'deploy/keys.env', startLine: 4 },
        ...{ severity: 'critical', verified: true },
      },
      {
        ...{ rule: 'URI', severity: 'unknown', path: 'src/client.ts', startLine: 31 },
        masked: 'https://********@ledger.tidewater.example',
      },
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
    const told = JSON.stringify(read)
    const secrets = ['never-kept', 'hunter22', 'AKIAEXAMPLETIDEWATER', '964a1afa20dd4a3723002560124dd96f']
    const parts = secrets.flatMap((secret) => [...secret].slice(4).map((_, at) => secret.slice(at, at + 5)))
    expect(parts.filter((part) => told.includes(part))).toEqual([])
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

  it.each([
    ['https://ghp_0123456789abcdefghij:x-oauth-basic@git.example/a', 'https://********@git.example'],
    ['jdbc:mysql://till:p@ss@db.example:3306/ledger?x=1', 'jdbc:mysql://********@db.example:3306'],
    ['https://hooks.example/services/T0/B0/abcdefghijklmnop', '********'],
    ['ghp_0123456789abcdefghij', '********ghij'],
  ])('shows of %s no more than %s', async (Raw, masked) => {
    const SourceMetadata = { Data: { Git: { file: 'a', repository: 'https://git.example/shop' } } }
    const record = { SourceMetadata, DetectorName: 'URI', Raw, Redacted: `${Raw.slice(0, 12)}***` }
    expect((await readBytes(line(record))).findings).toMatchObject([{ masked }])
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
