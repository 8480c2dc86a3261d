import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const image = 'registry.tidewater.example/pay/pay-api:4.1.0'
const digest = (pair: string) => `sha256:${pair.repeat(32)}`

describe('a Harbor report', () => {
  it('reads every vulnerability of the image that the sender names', async () => {
    const { header, scopes, findings, unread } = await readBytes(sampleBytes('harbor.json'), { image })
    expect(header).toEqual({
      format: 'harbor-json',
      source: 'harbor',
      toolVersion: 'Trivy v0.58.1',
      scannedAt: '2026-10-08T00:19:11.258Z',
    })
    expect(scopes).toMatchObject([
      {
        subject: { repository: 'registry.tidewater.example/pay/pay-api', tags: ['4.1.0'], digest: digest('e5') },
        scan: 'vulnerability',
        complete: true,
      },
    ])
    expect(findings).toMatchObject([
      {
        id: 'CVE-2031-10001',
        packageName: 'libbrine1',
        installedVersion: '1.4-2',
        fixedVersion: '1.4-2+deb12u1',
        severity: 'high',
        description: 'libbrine reads past its end.',
        cvss: [
          { version: '2.0', score: 5, source: 'nvd' },
          { version: '3.1', score: 7.5, source: 'nvd' },
          { version: '3.1', score: 5.3, source: 'redhat' },
        ],
        cwes: ['CWE-125'],
        references: ['https://security.distro.example/CVE-2031-10001'],
        layerDiffId: digest('a1'),
      },
      { id: 'CVE-2031-10005', severity: 'low', cvss: [], references: [] },
    ])
    expect(findings.length).toBe(2)
    expect(unread).toEqual([
      {
        type: 'unread',
        path: 'application/vnd.security.vulnerability.report; version=1.1.vulnerabilities[2]',
        reason: 'It has no package',
      },
    ])
  })

  it('asks for the image, whose registry it never names', async () => {
    await expect(readBytes(sampleBytes('harbor.json'))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('image='),
    })
  })

  const report = {
    generated_at: '2026-10-08T00:19:11Z',
    artifact: { repository: 'pay/pay-api', digest: digest('ab') },
    scanner: { name: 'Trivy', vendor: 'Aqua Security', version: 'v0.58.1' },
    vulnerabilities: [{ id: 'CVE-2031-1', package: 'a', artifact_digests: [digest('01'), digest('02')] }],
  }

  it('is read as an adapter writes it too, and believes the digest that the sender names', async () => {
    const { header, scopes, findings } = await readBytes(json(report), { image })
    expect(header?.format).toBe('harbor-json')
    expect(findings).toMatchObject([{ id: 'CVE-2031-1', severity: 'unknown' }])
    expect(scopes[0]?.subject).toMatchObject({ digest: digest('ab') })
    const pinned = await readBytes(json(report), { image: `pay/pay-api@${digest('cd')}` })
    expect(pinned.scopes[0]?.subject).toMatchObject({ digest: digest('cd') })
    const index = await readBytes(json({ ...report, artifact: null }), { image })
    expect(index.scopes[0]?.subject).toMatchObject({ digest: null })
  })

  it('takes null for a clean scan, and an answer without a report for none', async () => {
    const clean = await readBytes(json({ ...report, vulnerabilities: null }), { image })
    expect([clean.findings.length, clean.scopes.length]).toEqual([0, 1])
    await expect(readBytes(json({}), { image, format: 'harbor' })).rejects.toMatchObject({ code: 'invalid' })
  })
})
