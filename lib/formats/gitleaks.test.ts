import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const repository = 'pay-api'

describe('a Gitleaks report', () => {
  it('reads leaks without their values', async () => {
    const read = await readBytes(sampleBytes('gitleaks.json'), { repository })
    expect(read.header).toEqual({ format: 'gitleaks-json', source: 'gitleaks', toolVersion: null, scannedAt: null })
    expect(read.scopes).toMatchObject([{ scan: 'secret', complete: true }])
    expect(
      read.findings.map((one) =>
        one.type === 'secret' ? [one.rule, one.severity, one.path, one.startLine, one.masked] : [],
      ),
    ).toEqual([
      ['pay-token', 'unknown', 'deploy/pay.env', 4, '********Zq9x'],
      ['pay-token', 'unknown', 'deploy/pay.env', 9, '********Ke1m'],
      ['pay-token', 'unknown', 'deploy/pay.env', 4, '********Zq9x'],
      ['generic-password', 'high', 'local.yaml', 4, '********'],
      ['private-key', 'unknown', 'keys/pay.pem', 4, '********'],
      ['pay-token', 'unknown', 'a.env', null, '********'],
    ])
    expect(read.findings[0]).toMatchObject({ title: 'A token of the payment service' })
    expect(read.unread.map(({ path }) => path)).toEqual(['[6]', '[7]'])
    expect(JSON.stringify(read)).not.toMatch(/never-kept|4f81/)
  })

  it('reads what version 7 wrote', async () => {
    const read = await readBytes(sampleBytes('gitleaks-v7.json'), { repository })
    expect(read.findings).toMatchObject([
      { rule: 'AWS Access Key', title: 'AWS Access Key', path: 'infra/main.tf', startLine: 12, masked: '********34XY' },
    ])
    expect(JSON.stringify(read)).not.toContain('never-kept')
  })

  it('takes an empty list for a clean scan once the format is named, and nothing else', async () => {
    await expect(readBytes(json([]), { repository })).rejects.toMatchObject({ code: 'unknown-format' })
    for (const empty of [[], null]) {
      const { scopes } = await readBytes(json(empty), { repository, format: 'gitleaks' })
      expect(scopes).toMatchObject([{ scan: 'secret', complete: true }])
    }
    for (const none of [{}, 'x', { leaks: 3 }]) {
      const reading = readBytes(json(none), { repository, format: 'gitleaks' })
      await expect(reading).rejects.toMatchObject({ code: 'invalid' })
    }
  })

  it('closes nothing where the tool failed in part', async () => {
    const leaks = [{ rule: 'A', rule_id: 'G1', offender: 'x', file: 'a', start_line: 2, severity: 'HIGH' }]
    const { scopes, findings, unread } = await readBytes(json({ leaks, errors: ['e'] }), { repository })
    expect([scopes[0]?.complete, unread.length]).toEqual([false, 1])
    expect(findings).toMatchObject([{ rule: 'G1', title: 'A', startLine: 2, severity: 'high' }])
  })
})
