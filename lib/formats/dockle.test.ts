import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

describe('a Dockle report', () => {
  it('reads what is wrong with an image, one finding for each check', async () => {
    const { header, scopes, findings, unread } = await readBytes(sampleBytes('dockle.json'))
    expect(header?.format).toBe('dockle-json')
    expect(scopes).toMatchObject([
      {
        subject: { type: 'image', repository: 'registry.tidewater.example/pay/pay-api', tags: ['4.1.0'], digest: null },
        scan: 'misconfiguration',
        complete: true,
      },
    ])
    expect(findings).toMatchObject([
      { rule: 'DKL-DI-0001', severity: 'high', path: '', resource: '' },
      { rule: 'CIS-DI-0001', severity: 'medium', message: 'Last user should not be root' },
      { rule: 'CIS-DI-0008', severity: 'low', message: 'setuid file: bin/su\nsetuid file: bin/mount' },
    ])
    expect(findings.length).toBe(3)
    expect(unread).toEqual([{ type: 'unread', path: 'details[5]', reason: 'It has no code' }])
  })

  it('asks for the image where the report is of a version that does not name it', async () => {
    const report = json({ summary: { fatal: 0, warn: 0, info: 0, skip: 0, pass: 16 }, details: null })
    await expect(readBytes(report)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('image='),
    })
    const { scopes, findings } = await readBytes(report, { image: `web@sha256:${'ab'.repeat(32)}` })
    expect(scopes[0]?.subject).toMatchObject({
      repository: 'docker.io/library/web',
      digest: `sha256:${'ab'.repeat(32)}`,
    })
    expect(findings).toEqual([])
  })
})
