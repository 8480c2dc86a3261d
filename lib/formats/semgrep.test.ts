import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const repository = 'pay-api'

describe('a Semgrep report', () => {
  it('reads weaknesses, each by its fingerprint, and leaves out what the code says to ignore', async () => {
    const { header, scopes, findings, unread } = await readBytes(sampleBytes('semgrep.json'), { repository })
    expect(header).toEqual({ format: 'semgrep-json', source: 'semgrep', toolVersion: '1.140.0', scannedAt: null })
    expect(scopes).toMatchObject([{ scan: 'misconfiguration', complete: true }])
    expect(
      findings.map((one) =>
        one.type === 'misconfiguration' ? [one.rule, one.severity, one.path, one.startLine, one.fingerprint] : [],
      ),
    ).toEqual([
      ['javascript.lang.security.tainted-query', 'high', 'src/pay/query.ts', 12, 'aa11_0'],
      ['javascript.lang.security.tainted-query', 'high', 'src/pay/query.ts', 40, 'bb22_0'],
      ['python.weak-hash', 'medium', 'tools/hash.py', 3, undefined],
      ['generic.secrets.detected-pay-key', 'low', 'deploy.env', 1, undefined],
      ['python.debug', 'critical', 'tools/run.py', 8, undefined],
    ])
    expect(findings[0]).toMatchObject({
      title: 'Input reaches a query.',
      endLine: 13,
      message: 'Input reaches a query.\nUse parameters.',
      references: ['https://guide.tidewater.example/queries', 'https://rules.tidewater.example/tainted-query'],
    })
    expect(findings[2]).toMatchObject({ references: ['https://guide.tidewater.example/hashes'], title: 'weak-hash' })
    expect(unread).toEqual([
      { type: 'unread', path: 'errors[0]', reason: 'The tool reported: Syntax error at line src/legacy.ts:4:' },
      { type: 'unread', path: 'results[6]', reason: 'It has no check_id' },
    ])
  })

  it('keeps no code, and no text that may name a secret', async () => {
    const read = await readBytes(sampleBytes('semgrep.json'), { repository })
    expect(JSON.stringify(read)).not.toContain('never-kept')
  })

  it('takes an empty report for a clean scan, and for no such thing after an error', async () => {
    const empty = { version: '1.140.0', results: [], paths: { scanned: ['a.ts'] } }
    const clean = await readBytes(json({ ...empty, errors: [] }), { repository })
    expect([clean.header?.format, clean.scopes[0]?.complete, clean.unread]).toEqual(['semgrep-json', true, []])
    const failed = await readBytes(json({ ...empty, errors: [{ level: 'error', type: 'Timeout' }] }), { repository })
    expect([failed.scopes[0]?.complete, failed.unread]).toEqual([
      false,
      [{ type: 'unread', path: 'errors[0]', reason: 'The tool reported: Timeout' }],
    ])
    const old = await readBytes(json({ results: [], errors: [] }), { repository })
    expect([old.header?.format, old.scopes[0]?.complete]).toEqual(['semgrep-json', true])
    const bandit = json({ results: [], errors: [], generated_at: '2026-11-20T00:00:00Z', metrics: {} })
    await expect(readBytes(bandit, { repository })).rejects.toMatchObject({ code: 'unknown-format' })
  })
})
