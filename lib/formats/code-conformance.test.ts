import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBytes } from './testing/read.ts'

/** Real reports on code and on secrets; where the folder is missing nothing is compared. */
const SAMPLES = path.resolve(import.meta.dirname, '../../../shared/samples')
const MANIFEST = path.join(SAMPLES, 'MANIFEST.tsv')

const rows = existsSync(MANIFEST) ? readFileSync(MANIFEST, 'utf8').trim().split('\n').slice(1) : []

function samplesOf(tool: string) {
  return rows.flatMap((row) => {
    const [file = '', format = '', , , , facts = 'null'] = row.split('\t')
    const counted: Record<string, unknown> = format === tool ? JSON.parse(facts) : {}
    return format === tool ? [{ file, fact: (name: string) => counted[name] }] : []
  })
}

const bytesOf = (file: string) => new Uint8Array(readFileSync(path.join(SAMPLES, file)))
const read = (file: string, format?: string) =>
  readBytes(bytesOf(file), { repository: 'sample', ...(format && { format }) }, 65_536)

interface Result {
  kind?: string
  baselineState?: string
  /** Of version 2.0. */
  suppressionStates?: string[]
  suppressions?: { status?: string; state?: string }[]
}

// A suppression that was refused suppresses nothing.
const isOpen = ({ kind, baselineState, suppressionStates, suppressions = [] }: Result) =>
  suppressionStates === undefined &&
  kind !== 'pass' &&
  baselineState !== 'absent' &&
  (suppressions.length === 0 || suppressions.some((one) => (one.status ?? one.state) === 'rejected'))

describe.skipIf(rows.length === 0)('real SARIF files', () => {
  // The manifest counts the results; what passed or was suppressed is no finding.
  it.each(samplesOf('sarif'))('$file', async ({ file, fact }) => {
    const { runs }: { runs: { results?: Result[] }[] } = JSON.parse(readFileSync(path.join(SAMPLES, file), 'utf8'))
    const results = runs.flatMap((run) => run.results ?? [])
    expect(results.length).toBe(fact('results'))
    const open = results.filter(isOpen)
    const suppressed = results.filter(({ suppressions }) => (suppressions ?? []).length > 0)
    expect(suppressed.length).toBe(fact('suppressed'))
    const { findings, unread, header, scopes } = await read(file)
    expect(header?.format).toBe('sarif')
    expect(findings.length).toBe(open.length)
    expect(unread.filter(({ path }) => path.includes('.results['))).toEqual([])
    for (const finding of findings) expect(scopes[finding.scope]?.scan).toBe(finding.type)
  })

  it.each(samplesOf('sarif-v1'))('$file is refused, and told why', async ({ file }) => {
    await expect(read(file)).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('SARIF 1.0.0') })
  })
})

describe.skipIf(rows.length === 0)('real Semgrep reports', () => {
  const page = (file: string) => file.includes('sca-deployments')

  it.each(samplesOf('semgrep').filter(({ file }) => !page(file)))('$file', async ({ file, fact }) => {
    const { findings, unread, header } = await read(file)
    expect([header?.format, header?.toolVersion]).toEqual(['semgrep-json', fact('version')])
    expect(findings.length).toBe(fact('results'))
    expect(unread.length).toBe(fact('errors'))
  })

  it.each(samplesOf('semgrep').filter(({ file }) => page(file)))(
    "$file is a page of the vendor's service, of any number of repositories, and no report",
    async ({ file }) => {
      await expect(read(file)).rejects.toMatchObject({ code: 'unknown-format' })
    },
  )
})

describe.skipIf(rows.length === 0)('real Gitleaks reports', () => {
  // An empty list could be of any tool, so the format has to be named. The manifest counts the members of an object once.
  it.each(samplesOf('gitleaks'))('$file', async ({ file, fact }) => {
    const leaks = file.includes('jenkins') ? 3 : fact('findings')
    const { findings, unread, header } = await read(file, leaks === 0 ? 'gitleaks' : undefined)
    expect(header?.format).toBe('gitleaks-json')
    expect(findings.length).toBe(leaks)
    expect(unread).toEqual([])
    const report = JSON.parse(readFileSync(path.join(SAMPLES, file), 'utf8'))
    for (const { Secret, offender = Secret } of report.leaks ?? report) {
      if (!/^\**$|REDACTED/.test(offender)) expect(JSON.stringify(findings)).not.toContain(offender)
    }
  })
})
