import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FindingObservation, ReportHeader, ScopeObservation, UnreadObservation } from '../domain/observation.ts'
import { readAdmissionReview } from './admission-review.ts'
import { readFalcoEvents } from './falco.ts'
import { purlIdentity, purlOfPackage } from './purl.ts'
import { readReport } from './read-report.ts'

/** Real inputs that other projects' tools wrote, beside the repository; without them these tests are skipped. */
const SAMPLES = path.resolve(import.meta.dirname, '../../../shared/samples')
const RECEIVED = new Date('2026-11-21T00:00:00Z')

interface Sample {
  file: string
  format: string
  facts: Record<string, unknown>
}

const samples: Sample[] = existsSync(SAMPLES) ? manifest() : []
const of = (format: string) => samples.filter((sample) => sample.format === format)

function manifest(): Sample[] {
  const rows = readFileSync(path.join(SAMPLES, 'MANIFEST.tsv'), 'utf8').trim().split('\n').slice(1)
  return rows.flatMap((row) => {
    const [file = '', format = '', , , , facts = ''] = row.split('\t')
    return file.endsWith('json') ? [{ file, format, facts: facts.startsWith('{') ? JSON.parse(facts) : {} }] : []
  })
}

const bytesOf = (file: string) => new Uint8Array(readFileSync(path.join(SAMPLES, file)))

async function readAll(file: string, format?: string) {
  const findings: FindingObservation[] = []
  const unread: UnreadObservation[] = []
  let scopes: ScopeObservation[] = []
  let header: ReportHeader | null = null
  const bytes = bytesOf(file)
  const source = {
    async *open() {
      yield bytes
    },
  }
  const options = { repository: 'sample', cluster: 'sample', receivedAt: RECEIVED, ...(format && { format }) }
  for await (const batch of readReport(source, options)) {
    unread.push(...batch.unread)
    if (batch.type === 'findings') findings.push(...batch.findings)
    else ({ scopes, header } = batch)
  }
  return { findings, unread, scopes, header }
}

describe.skipIf(samples.length === 0)('real Trivy reports', () => {
  const noReport = ['trivy-head/summary-ids.json']
  const reports = of('trivy-json').filter(({ file }) => !noReport.some((name) => file.endsWith(name)))

  it.each(reports)('$file: every counted record is a finding, or is told as unread', async ({ file, facts }) => {
    const { findings, unread, scopes } = await readAll(file, 'trivy-json')
    const count = (type: string) => findings.filter((finding) => finding.type === type).length
    const unreadIn = (list: string) => unread.filter(({ path }) => path.includes(list)).length
    expect(count('vulnerability') + unreadIn('Vulnerabilities[')).toBe(facts.vulns)
    expect(count('misconfiguration')).toBe(facts.misconf_fail)
    expect(count('secret')).toBe(facts.secrets)
    for (const finding of findings) expect(scopes[finding.scope]?.scan).toBe(finding.type)
    if (facts.results === 0) expect(scopes).toEqual([])
  })

  it('tells the format without help, except where the document says nothing', async () => {
    for (const { file, facts } of reports) {
      if (facts.results === 0 && facts.schema === 'k8s-report') continue
      expect((await readAll(file)).header?.format, file).toBe('trivy-json')
    }
  })

  it('reads one vulnerability without an id as unread, in the one sample that has it', async () => {
    const { unread } = await readAll('trivy-json/defectdojo/legacy_trivy_mix.json')
    expect(unread).toEqual([{ type: 'unread', path: '[0].Vulnerabilities[0]', reason: 'It has no VulnerabilityID' }])
  })

  it('builds the same package URL from type and name as Trivy states', () => {
    let compared = 0
    for (const { file } of reports) {
      const root = JSON.parse(readFileSync(path.join(SAMPLES, file), 'utf8'))
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

describe.skipIf(samples.length === 0)('real Kubescape reports', () => {
  const reports = of('kubescape').filter(({ facts }) => Number(facts.results) > 0)

  it.each(reports)('$file: as many objects fail each control as its own summary counts', async ({ file }) => {
    const { findings, unread, header } = await readAll(file)
    const { summaryDetails } = JSON.parse(readFileSync(path.join(SAMPLES, file), 'utf8'))
    const counts = Object.values<{ controlID: string; ResourceCounters: { failedResources: number } }>(
      summaryDetails.controls,
    ).flatMap(({ controlID, ResourceCounters: { failedResources } }) =>
      failedResources > 0 ? [[controlID, failedResources]] : [],
    )
    const failed = Map.groupBy(findings, (finding) => (finding.type === 'misconfiguration' ? finding.rule : ''))
    expect(header?.format).toBe('kubescape-json')
    expect(unread).toEqual([])
    expect(Object.fromEntries([...failed].map(([rule, list]) => [rule, list.length]))).toEqual(
      Object.fromEntries(counts),
    )
  })

  it('finds 229 in the old report, in which 60 more are excepted', async () => {
    expect((await readAll('kubescape/defectdojo/many_findings.json')).findings.length).toBe(229)
  })
})

describe.skipIf(samples.length === 0)('real kube-bench reports', () => {
  // WARN asks a person to look: it is no open finding.
  it.each(of('kube-bench'))('$file: every FAIL is a finding', async ({ file, facts }) => {
    const { findings, unread, header } = await readAll(file)
    expect(header?.format).toBe('kube-bench-json')
    expect(findings.length).toBe(facts.fail)
    expect(unread).toEqual([])
  })
})

describe.skipIf(samples.length === 0)('real kubesec and kube-hunter reports', () => {
  it.each(of('kubesec'))('$file: an entry is judged or told as unread', async ({ file }) => {
    const { findings, unread, header } = await readAll(file)
    expect(header?.format).toBe('kubesec-json')
    const named = findings.map((finding) => finding.type === 'misconfiguration' && finding.resource)
    expect(named).toEqual(['Pod/minimal-pod', ...Array(3).fill('DaemonSet/logging-agent')])
    expect(unread.map(({ path }) => path)).toEqual([
      ...['[0]', '[3]', '[5]'],
      ...['[2].scoring.critical[0]', '[6].scoring.critical[0]'],
    ])
  })

  it.each(of('kube-hunter'))('$file: every weakness is a finding', async ({ file, facts }) => {
    const { findings, unread, header } = await readAll(file)
    expect(header?.format).toBe('kube-hunter-json')
    expect(findings.length).toBe(facts.vulns)
    expect(unread).toEqual([])
    expect(JSON.stringify(findings)).not.toContain('eyJ')
  })
})

describe.skipIf(samples.length === 0)('real Falco alerts', () => {
  it.each(of('falco'))('$file', ({ file, facts }) => {
    const { alerts, problems } = readFalcoEvents(bytesOf(file), RECEIVED)
    expect(problems).toEqual([])
    expect(alerts.length).toBe(facts.alerts)
    const tally = (of: (alert: (typeof alerts)[number]['alert']) => string) =>
      alerts.reduce<Record<string, number>>((sum, { alert }) => {
        sum[of(alert)] = (sum[of(alert)] ?? 0) + 1
        return sum
      }, {})
    expect(tally((alert) => alert.rule)).toEqual(facts.rules)
    expect(tally((alert) => alert.priority)).toEqual(facts.prio)
    expect(alerts.filter(({ alert }) => alert.pod !== null).length).toBe(facts.with_k8s_pod)
    expect(alerts.filter(({ alert }) => alert.hostname === null).length).toBe(facts.no_hostname ?? 0)
  })
})

describe.skipIf(samples.length === 0)('real admission reviews', () => {
  it.each([...of('admissionreview'), ...of('admission-request-only')])('$file', ({ file, facts }) => {
    const result = readAdmissionReview(bytesOf(file))
    const readable = typeof facts.op === 'string' && typeof facts.obj === 'string'
    if (!result.ok) {
      expect(result.failure.code).toBe('invalid')
      expect(result.failure.extra?.path).toEqual(expect.any(String))
    }
    expect(result.ok, JSON.stringify(result)).toBe(readable)
    if (!result.ok) return
    expect(result.value.operation).toBe(facts.op)
    expect(result.value.kind).toBe(facts.obj)
    if ('dryRun' in facts) {
      expect(result.value.namespace).toBe(facts.ns)
      expect(result.value.user.name).toBe(facts.user)
    }
  })
})
