import { describe, expect, it } from 'vitest'
import { realBytes, realJson, realSamples, samplesOf } from './testing/manifest.ts'
import { readBytes } from './testing/read.ts'

/** Vulnerabilities by their place in the report, since one record can stand for several; and all that was not read. */
async function read(file: string, more: Parameters<typeof readBytes>[1] = {}) {
  const told = await readBytes(realBytes(file), { cluster: 'sample', ...more }, 65_536)
  for (const finding of told.findings) expect(told.scopes[finding.scope]?.scan).toBe(finding.type)
  return { ...told, count: told.findings.length, format: told.header?.format }
}

describe.skipIf(realSamples.length === 0)('real Grype reports', () => {
  interface Match {
    vulnerability: { id: string }
    relatedVulnerabilities: { id: string }[] | null
  }
  // The manifest counts matches; an advisory that is no CVE and stands for several is one finding for each of them.
  const findingsOf = ({ vulnerability: { id }, relatedVulnerabilities }: Match) => {
    const cves = new Set((relatedVulnerabilities ?? []).map((one) => one.id).filter((one) => one.startsWith('CVE')))
    return id.startsWith('CVE') ? 1 : Math.max(1, cves.size)
  }

  it.each(samplesOf('grype'))('$file', async ({ file, fact }) => {
    const matches: Match[] = realJson(file).matches
    expect(matches.length).toBe(fact('matches'))
    const { count, unread, format, findings } = await read(file, { image: 'sample:1' })
    expect([count, unread, format]).toEqual([
      matches.reduce((sum, match) => sum + findingsOf(match), 0),
      [],
      'grype-json',
    ])
    for (const finding of findings) if (finding.type === 'vulnerability') expect(finding.purl).not.toContain('generic')
  })
})

describe.skipIf(realSamples.length === 0)('real Snyk reports', () => {
  interface Project {
    vulnerabilities: { type?: string; identifiers?: { CVE?: string[] } }[]
    applications?: Project[]
  }
  // The manifest counts all records of the projects, but not those of the applications in an image. A licence is no
  // vulnerability, and a record of several CVEs is one finding for each.
  const findingsOf = ({ vulnerabilities, applications = [] }: Project): number =>
    vulnerabilities
      .filter(({ type }) => type !== 'license')
      .reduce((sum, { identifiers }) => sum + Math.max(1, identifiers?.CVE?.length ?? 0), 0) +
    applications.reduce((sum, application) => sum + findingsOf(application), 0)

  it.each(samplesOf('snyk'))('$file', async ({ file, fact }) => {
    const projects: Project[] = [realJson(file)].flat()
    expect(projects.flatMap(({ vulnerabilities }) => vulnerabilities).length).toBe(fact('vulns'))
    const { count, unread, format, findings } = await read(file)
    expect([count, unread, format]).toEqual([projects.reduce((sum, one) => sum + findingsOf(one), 0), [], 'snyk-json'])
    for (const finding of findings) if (finding.type === 'vulnerability') expect(finding.purl).not.toContain('generic')
  })
})

describe.skipIf(realSamples.length === 0)('real Harbor reports', () => {
  it.each(samplesOf('harbor'))('$file', async ({ file, fact }) => {
    const { count, unread, format } = await read(file, { image: 'sample:1' })
    expect([count, unread, format]).toEqual([fact('vulnerabilities'), [], 'harbor-json'])
  })
})
