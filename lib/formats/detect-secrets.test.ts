import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

describe('a detect-secrets report', () => {
  it('reads every secret but the one that a person cleared, and keeps no hash', async () => {
    const read = await readBytes(sampleBytes('detect-secrets.json'), { repository: 'shop' })
    expect(read.header).toEqual({
      format: 'detect-secrets-json',
      source: 'detect-secrets',
      toolVersion: '1.5.0',
      scannedAt: '2026-11-18T12:00:00.000Z',
    })
    expect(read.scopes).toMatchObject([{ subject: { name: 'shop' }, scan: 'secret', complete: true }])
    expect(read.findings).toMatchObject([
      { type: 'secret', rule: 'AWS Access Key', severity: 'critical', path: 'deploy/keys.env', startLine: 4 },
      { type: 'secret', rule: 'Secret Keyword', severity: 'unknown', path: 'deploy/keys.env', startLine: 9 },
    ])
    expect(read.unread).toEqual([{ type: 'unread', path: 'results.src/till.test.ts[1]', reason: 'It has no type' }])
    expect(JSON.stringify(read)).not.toContain('00000000')
  })

  it('believes what came of trying a secret more than that it was tried', async () => {
    const tried = [false, true, null].map((verified_result) => ({ type: 'T', is_verified: true, verified_result }))
    const { findings } = await readBytes(json({ plugins_used: [], results: { a: tried } }), { repository: 'shop' })
    expect(findings.map(({ severity }) => severity)).toEqual(['unknown', 'critical', 'critical'])
  })

  it('takes an empty one for a clean scan, and one without results for none', async () => {
    const clean = await readBytes(json({ plugins_used: [], results: {} }), { repository: 'shop' })
    expect([clean.findings, clean.scopes[0]?.complete]).toEqual([[], true])
    const none = await readBytes(json({ plugins_used: [] }), { repository: 'shop', format: 'detect-secrets' })
    expect([none.scopes[0]?.complete, none.unread.length]).toEqual([false, 1])
  })
})

it('keeps of the name of a file only what can be stored', async () => {
  const { findings } = await readBytes(json({ plugins_used: [], results: { 'a\u0000b': [{ type: 'T' }] } }), {
    repository: 'shop',
  })
  expect(findings).toMatchObject([{ path: 'a\ufffdb' }])
})
