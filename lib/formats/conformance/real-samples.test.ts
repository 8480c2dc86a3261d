import { describe, expect, it } from 'vitest'
import { REAL_SAMPLES, realBytes, realSamples, realText } from '../testing/manifest.ts'
import { sampleRow } from './manifest.ts'
import { outcomeOf } from './outcome.ts'
import { expectationOf, faultsOf } from './verdict.ts'

const RECEIVED = new Date('2026-11-21T00:00:00Z')

function sampleOf(bytes: Uint8Array) {
  return {
    bytes: bytes.length,
    async *open() {
      yield bytes
    },
  }
}

const read = (file: string, formats: readonly string[]) => outcomeOf(sampleOf(realBytes(file)), file, formats, RECEIVED)

describe.skipIf(realSamples.length === 0)(`real files of other projects in ${REAL_SAMPLES}`, () => {
  it.each(realSamples)(
    '$file is read as what it is, with as many findings as others counted, or refused',
    async (row) => {
      const outcome = await read(row.file, expectationOf(row)?.formats ?? [])
      expect(
        faultsOf(
          outcome,
          sampleRow(row, () => realText(row.file)),
        ),
      ).toEqual([])
    },
  )

  it('has no format that the table does not know', () => {
    expect(realSamples.filter((row) => expectationOf(row) === null)).toEqual([])
  })

  it('are told by their content, but for a few that say nothing', async () => {
    const untold: string[] = []
    for (const row of realSamples) {
      const outcome = await read(row.file, expectationOf(row)?.formats ?? [])
      if (outcome.type === 'read' && outcome.named) untold.push(row.file)
    }
    // Two say that they are of another format than CycloneDX, the others hold no record by which to tell.
    expect(untold.toSorted()).toEqual([
      'checkov/checkov/assets_report_with_pass.json',
      'cyclonedx-invalid/spec/invalid-bomformat-1.5.json',
      'cyclonedx/guac/invalid-cyclonedx.json',
      'gitleaks/gitleaks/empty.json',
      'hadolint/jenkins-analysis-model/hadolint-unsual.json',
      'kubescape/kubescape/mock_summaryDetails.json',
      'openvex/defectdojo/openvex_not_a_document.json',
      'trivy-json/defectdojo/legacy_no_vuln.json',
      'trivy-json/trivy-head/summary-ids.json',
    ])
  })
})
