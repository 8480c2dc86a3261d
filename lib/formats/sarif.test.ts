import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const repository = 'pay-api'
const read = () => readBytes(sampleBytes('sarif.json'), { repository })
const runs = (...results: object[]) => json({ version: '2.1.0', runs: [{ tool: { driver: { name: 'T' } }, results }] })

describe('a SARIF report', () => {
  it('says which tool wrote it, and keeps the parts that it scans by itself apart', async () => {
    const { header, scopes } = await read()
    expect(header).toEqual({
      format: 'sarif',
      source: 'tidelint',
      toolVersion: '3.2.0',
      scannedAt: '2026-11-20T08:15:00.000Z',
    })
    expect(scopes.map(({ scan, part, complete }) => [scan, part, complete])).toEqual([
      ['misconfiguration', 'sarif:lint/web', true],
      ['secret', 'sarif:lint/web', true],
      ['misconfiguration', 'sarif:lint/server', false],
    ])
  })

  it('finds rules by index, by id and in extensions, and levels by the order of the standard', async () => {
    const { findings } = await read()
    const facts = findings.map((one) => [one.type === 'vulnerability' ? '' : one.rule, one.severity, one.path])
    expect(facts).toEqual([
      ['TL001', 'critical', 'src/pay/query.ts'],
      ['TL001', 'critical', 'src/pay/query.ts'],
      ['TL002', 'medium', 'src/pay/hash it.ts'],
      ['WEB1', 'high', 'src/web.ts'],
      ['TL003', 'high', 'deploy.env'],
      ['TL004', 'high', ''],
      ['TL004/strict', 'low', ''],
      ['TL900', 'low', ''],
      ['TL901', 'medium', ''],
      ['TL002', 'low', ''],
      ['TL002', 'medium', ''],
      ['of no rule', 'medium', ''],
      ['TL001', 'medium', 'server.ts'],
    ])
    expect(findings[0]).toMatchObject({
      title: 'A query is built from input',
      description: 'Text that a client sends becomes part of a query.',
      remediation: 'Pass the text as a parameter.',
      references: ['https://lint.tidewater.example/TL001'],
      startLine: 12,
      endLine: 14,
      message: '`id` reaches the query',
      fingerprint: '39fa2ee980eb94b0:1',
    })
    expect(findings[2]).toMatchObject({ message: 'md5 is weak, see here', resource: 'Ledger.digest' })
    expect(findings[3]).toMatchObject({ fingerprint: 'new' })
  })

  it('keeps neither a secret nor code, and tells what could not be read', async () => {
    const { findings, unread } = await read()
    expect(findings[4]).toMatchObject({ type: 'secret', title: 'A credential in the code', startLine: 3, masked: '' })
    expect(JSON.stringify([findings, unread])).not.toMatch(/never.kept/)
    expect(unread).toMatchObject(
      [
        { path: 'runs[0].invocations[0].toolExecutionNotifications[0]', reason: /legacy\.js$/ },
        { path: 'runs[2].results', reason: 'The run has no results: it closes nothing' },
        { path: 'runs[0].results[15]', reason: 'This is not an object' },
        { path: 'runs[0].results[16]', reason: 'It names no rule and has no message' },
      ].map((one) => (typeof one.reason === 'string' ? one : { ...one, reason: expect.stringMatching(one.reason) })),
    )
  })

  it('refuses version 1 and what has no runs, and says why', async () => {
    const old = json({ version: '1.0.0', runs: [{ tool: { name: 'T' }, results: [] }] })
    await expect(readBytes(old, { repository })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('SARIF 1.0.0'),
    })
    const none = readBytes(json({ version: '2.1.0' }), { repository, format: 'sarif' })
    await expect(none).rejects.toMatchObject({ code: 'invalid' })
  })

  it('takes the image or the repository from the report, and asks for it when neither is told', async () => {
    await expect(readBytes(runs({ ruleId: 'A' }))).rejects.toMatchObject({ code: 'invalid' })
    const run = { tool: { driver: { name: 'T' } }, results: [] }
    const properties = { imageName: 'pay.tar', repoTags: ['registry.tidewater.example/pay:4'], repoDigests: null }
    const image = await readBytes(json({ version: '2.1.0', runs: [{ ...run, properties }] }))
    expect(image.scopes[0]?.subject).toMatchObject({ repository: 'registry.tidewater.example/pay', tags: ['4'] })
    const from = [{ repositoryUri: 'https://bot:pw@git.tidewater.example/shop/pay.git' }]
    const checkout = await readBytes(json({ version: '2.1.0', runs: [{ ...run, versionControlProvenance: from }] }))
    expect(checkout.scopes[0]?.subject).toEqual({ type: 'repository', name: 'git.tidewater.example/shop/pay' })
  })

  it('tells the rules of tools apart whose runs were merged into one file', async () => {
    const run = (name: string) => ({ tool: { driver: { name } }, results: [{ ruleId: 'R1', message: {} }] })
    const merged = json({ version: '2.1.0', runs: [run('Semgrep OSS'), run('gitleaks')] })
    const { header, scopes, findings } = await readBytes(merged, { repository })
    expect(header?.source).toBe('sarif')
    expect(scopes.map(({ scan, part }) => [scan, part])).toEqual([
      ['misconfiguration', 'sarif:semgrep'],
      ['secret', 'sarif:gitleaks'],
    ])
    expect(findings.map((one) => one.type !== 'vulnerability' && one.rule)).toEqual(['semgrep/R1', 'gitleaks/R1'])
  })

  it('keeps no password or token of a web address, and takes for a path what is no URI', async () => {
    const location = (uri: string) => [{ physicalLocation: { artifactLocation: { uri } } }]
    const { findings } = await readBytes(
      runs(
        { ruleId: 'A', locations: location('https://user:pw@api.example/pay?token=1#x') },
        { ruleId: 'A', locations: location('a%ZZ.ts') },
        { ruleId: 'A', locations: location('file:///C:/pay-api/a.cs') },
      ),
      { repository },
    )
    expect(findings.map(({ path }) => path)).toEqual(['https://api.example/pay', 'a%ZZ.ts', 'a.cs'])
  })
})
