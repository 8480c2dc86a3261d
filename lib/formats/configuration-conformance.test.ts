import { describe, expect, it } from 'vitest'
import { realBytes, realJson, realSamples, samplesOf } from './testing/manifest.ts'
import { readBytes } from './testing/read.ts'

/** Findings, and records (elements of a list) that could not be read; without `format` it has to be told. */
async function counts(file: string, format?: string) {
  const bytes = realBytes(file)
  const options = { repository: 'sample', image: 'sample:1', ...(format && { format }) }
  const { findings, unread, header, scopes } = await readBytes(bytes, options, 65_536)
  for (const finding of findings) expect(scopes[finding.scope]?.scan).toBe(finding.type)
  return { findings: findings.length, unread: unread.length, format: header?.format }
}

const TOOLS = ['kics', 'terrascan', 'tfsec', 'kube-linter', 'kube-score', 'hadolint', 'dockle', 'polaris']

describe.each(TOOLS)('a document that was sent as a report of %s', (format) => {
  it.each(['{}', '{"results":{"violations":5},"Reports":1,"Results":"x","queries":{},"details":2}', '"x"', '5'])(
    'is refused when it is none, and closes nothing: %s',
    async (document) => {
      const reading = readBytes(new TextEncoder().encode(document), { repository: 'r', image: 'i', format })
      await expect(reading).rejects.toMatchObject({ code: 'invalid' })
    },
  )
})

describe.skipIf(realSamples.length === 0)('real reports on configuration', () => {
  it.each(samplesOf('checkov').filter(({ fact }) => fact('shape') !== 'empty-object'))(
    'Checkov: $file',
    async ({ file, fact }) => {
      expect(await counts(file)).toEqual({
        findings: fact('failed'),
        unread: fact('parsing_errors'),
        format: 'checkov-json',
      })
    },
  )

  it.each(samplesOf('checkov').filter(({ fact }) => fact('shape') === 'empty-object'))(
    'Checkov: $file is an inventory and no report',
    async ({ file }) => {
      await expect(counts(file)).rejects.toMatchObject({ code: 'unknown-format' })
    },
  )

  it.each(samplesOf('kics'))('KICS: $file', async ({ file, fact }) => {
    expect(await counts(file)).toEqual({ findings: fact('sum_files'), unread: 0, format: 'kics-json' })
  })

  // What was skipped in a file is no open finding; that another kind of file is not there is no problem.
  it.each(samplesOf('terrascan'))('Terrascan: $file', async ({ file, fact }) => {
    expect(await counts(file)).toEqual({ findings: fact('violations'), unread: 0, format: 'terrascan-json' })
  })

  // The manifest counts the records; those that say `passed` are no findings.
  it.each(samplesOf('tfsec'))('tfsec: $file', async ({ file, fact }) => {
    const { results } = realJson(file)
    const passed = results.filter((result: { passed?: boolean }) => result.passed).length
    expect(await counts(file)).toEqual({ findings: Number(fact('results')) - passed, unread: 0, format: 'tfsec-json' })
  })

  it.each(samplesOf('kube-linter'))('KubeLinter: $file', async ({ file, fact }) => {
    const { findings, unread, format } = await counts(file)
    expect([findings + unread, format]).toEqual([fact('reports'), 'kube-linter-json'])
    expect(unread).toBe(file.includes('missing-fields') ? 1 : 0)
  })

  // One finding for each failed check: comments of one check are of one resource, and a grade of 7 or 10 is a pass.
  it.each(samplesOf('kube-score'))('kube-score: $file', async ({ file, fact }) => {
    const objects: { checks: { grade: number }[] }[] = realJson(file)
    const checks = objects.flatMap((object) => object.checks)
    expect(checks.length).toBe(fact('checks'))
    const failed = checks.filter(({ grade }) => grade < 7).length
    expect(await counts(file)).toEqual({ findings: failed, unread: 0, format: 'kube-score-json' })
  })

  // A list whose first record is empty says nothing of its tool: then the format has to be named.
  it.each(samplesOf('hadolint'))('Hadolint: $file', async ({ file, fact }) => {
    const odd = file.includes('unsual')
    const { findings, unread, format } = await counts(file, odd ? 'hadolint' : undefined)
    expect([findings + unread, format]).toEqual([fact('records'), 'hadolint-json'])
    expect(unread).toBe(odd ? 2 : 0)
  })

  // One finding for each check with all of its alerts; what was ignored or skipped is none.
  it.each(samplesOf('dockle'))('Dockle: $file', async ({ file, fact }) => {
    const { details } = realJson(file)
    expect(details.length).toBe(fact('details'))
    const ignored = details.filter(({ level }: { level: string }) => level === 'IGNORE').length
    expect(await counts(file)).toEqual({ findings: details.length - ignored, unread: 0, format: 'dockle-json' })
  })

  it.each(samplesOf('polaris'))('Polaris: $file', async ({ file, fact }) => {
    expect(await counts(file)).toEqual({ findings: fact('failed'), unread: 0, format: 'polaris-json' })
  })
})
