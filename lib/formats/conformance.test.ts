import { describe, expect, it } from 'vitest'
import { readAdmissionReview } from './admission-review.ts'
import { readFalcoEvents } from './falco.ts'
import { purlIdentity, purlOfPackage } from './purl.ts'
import { realBytes, realJson, realSamples, samplesOf } from './testing/manifest.ts'
import { RECEIVED, readBytes } from './testing/read.ts'

// What real files say beyond the counts of the manifest, which conformance/real-samples.test.ts compares.
const describeReal = describe.skipIf(realSamples.length === 0)

const read = (file: string, more: Parameters<typeof readBytes>[1] = {}) =>
  readBytes(realBytes(file), { repository: 'sample', cluster: 'sample', ...more }, 65_536)

describeReal('real Trivy reports', () => {
  it('have one vulnerability without an id, which is told as unread', async () => {
    const { unread } = await read('trivy-json/defectdojo/legacy_trivy_mix.json')
    expect(unread).toEqual([{ type: 'unread', path: '[0].Vulnerabilities[0]', reason: 'It has no VulnerabilityID' }])
  })

  it('state the same package URL as is built from type and name', () => {
    let compared = 0
    for (const { file } of samplesOf('trivy-json')) {
      const root = realJson(file)
      const packages = JSON.stringify(root).matchAll(/"PkgName":"([^"]+)","PkgIdentifier":\{"PURL":"([^"]+)"/g)
      const types = new Set<string>((root?.Results ?? []).map((result: { Type?: string }) => result.Type ?? ''))
      for (const [, name = '', purl = ''] of packages) {
        compared++
        const built = [...types].map((type) => purlOfPackage(type, name))
        expect(built, `${file} ${purl}`).toContain(purlIdentity(purl))
      }
    }
    expect(compared).toBeGreaterThan(40)
  })
})

describeReal('real Grype and Snyk reports', () => {
  it.each([...samplesOf('grype'), ...samplesOf('snyk')])('$file: every package has a type', async ({ file }) => {
    const { findings, unread } = await read(file, { image: 'sample:1' })
    for (const finding of findings) expect(finding.type === 'vulnerability' && finding.purl).not.toContain('generic')
    expect(unread).toEqual([])
  })
})

describeReal('real Kubescape reports', () => {
  const reports = samplesOf('kubescape').filter(({ fact }) => Number(fact('results')) > 0)

  it.each(reports)('$file: as many objects fail each control as its own summary counts', async ({ file }) => {
    const { findings, unread } = await read(file)
    const controls: { controlID: string; ResourceCounters: { failedResources: number } }[] = Object.values(
      realJson(file).summaryDetails.controls,
    )
    const failing = controls.filter(({ ResourceCounters }) => ResourceCounters.failedResources > 0)
    const failed = Map.groupBy(findings, (finding) => (finding.type === 'misconfiguration' ? finding.rule : ''))
    expect(unread).toEqual([])
    expect(Object.fromEntries([...failed].map(([rule, list]) => [rule, list.length]))).toEqual(
      Object.fromEntries(failing.map((control) => [control.controlID, control.ResourceCounters.failedResources])),
    )
  })

  it('finds 229 in the old report, in which 60 more are excepted', async () => {
    expect((await read('kubescape/defectdojo/many_findings.json')).findings.length).toBe(229)
  })
})

describeReal('real kubesec and kube-hunter reports', () => {
  it.each(samplesOf('kubesec'))('$file: an entry is judged or told as unread', async ({ file }) => {
    const { findings, unread } = await read(file)
    const named = findings.map((finding) => finding.type === 'misconfiguration' && finding.resource)
    expect(named).toEqual(['Pod/minimal-pod', ...Array(3).fill('DaemonSet/logging-agent')])
    expect(unread.map(({ path }) => path)).toEqual([
      ...['[0]', '[3]', '[5]'],
      ...['[2].scoring.critical[0]', '[6].scoring.critical[0]'],
    ])
  })

  it.each(samplesOf('kube-hunter'))('$file: nothing of a token is kept', async ({ file }) => {
    expect(JSON.stringify((await read(file)).findings)).not.toContain('eyJ')
  })
})

describeReal('real SARIF and Semgrep files', () => {
  it.each(samplesOf('sarif-v1'))('$file is refused, and told why', async ({ file }) => {
    await expect(read(file)).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('SARIF 1.0.0') })
  })

  it.each(samplesOf('semgrep').filter(({ fact }) => fact('results') !== 0))('$file', async ({ file, fact }) => {
    const { unread, header } = await read(file)
    expect([header?.toolVersion, unread.length]).toEqual([fact('version'), fact('errors')])
  })

  it("refuses a page of the vendor's service, of any number of repositories, which is no report", async () => {
    const [page] = samplesOf('semgrep').filter(({ file }) => file.includes('sca-deployments'))
    await expect(read(page?.file ?? '')).rejects.toMatchObject({ code: 'unknown-format' })
  })
})

describeReal('real Gitleaks reports', () => {
  it.each(samplesOf('gitleaks'))('$file: nothing of a secret is kept but its end', async ({ file }) => {
    const { findings } = await read(file, { format: 'gitleaks' })
    const report = realJson(file)
    for (const { Secret, offender = Secret } of report.leaks ?? report) {
      if (!/^\**$|REDACTED/.test(offender)) expect(JSON.stringify(findings)).not.toContain(offender)
    }
  })
})

describeReal('real Falco alerts', () => {
  it.each(samplesOf('falco'))('$file', ({ file, fact }) => {
    const { alerts } = readFalcoEvents(realBytes(file), RECEIVED)
    const tally = (of: (alert: (typeof alerts)[number]['alert']) => string) =>
      Object.fromEntries([...Map.groupBy(alerts, ({ alert }) => of(alert))].map(([key, list]) => [key, list.length]))
    expect(tally((alert) => alert.rule)).toEqual(fact('rules'))
    expect(tally((alert) => alert.priority)).toEqual(fact('prio'))
    expect(alerts.filter(({ alert }) => alert.pod !== null).length).toBe(fact('with_k8s_pod'))
    expect(alerts.filter(({ alert }) => alert.hostname === null).length).toBe(fact('no_hostname') ?? 0)
  })
})

describeReal('real admission reviews', () => {
  const reviews = [...samplesOf('admissionreview'), ...samplesOf('admission-request-only')]

  it.each(reviews.filter(({ parse }) => parse === 'json'))('$file', ({ file, fact }) => {
    const result = readAdmissionReview(realBytes(file))
    if (!result.ok) {
      expect(result.failure).toMatchObject({ code: 'invalid', extra: { path: expect.any(String) } })
      return
    }
    expect([result.value.operation, result.value.kind]).toEqual([fact('op'), fact('obj')])
    if (fact('dryRun') === undefined) return
    expect([result.value.namespace, result.value.user.name]).toEqual([fact('ns'), fact('user')])
  })
})
