import { expect, test } from 'vitest'
import { parseManifest, sampleRow } from './manifest.ts'
import type { Outcome } from './outcome.ts'
import type { Told } from './told.ts'
import { faultsOf } from './verdict.ts'

const HEAD = 'path\tformat\tbytes\tparse\texpected_facts'

function rowOf(format: string, facts: string, document: unknown = {}, parse = 'json') {
  const [row] = parseManifest(`${HEAD}\nfolder/file.json\t${format}\t5\t${parse}\t${facts}\n`)
  if (!row) throw new Error('the line is a row')
  return sampleRow(row, () => JSON.stringify(document))
}

function read(format: string, counts: Told['counts'], more: Partial<Told> = {}, named = false): Outcome {
  return {
    type: 'read',
    named,
    told: { format, counts, unread: 0, unreadRecords: 0, firstUnread: null, strays: 0, ...more },
  }
}

const refused: Outcome = { type: 'refused', code: 'unknown-format', reason: 'The content is of no known format' }
const trivy = rowOf('trivy-json', '{"vulns":3,"misconf_fail":0,"secrets":1}')
const counts = { vulnerability: { high: 1, low: 2 }, secret: { high: 1 } }

test('a file is right when each kind is as often there as it was counted', () => {
  expect(faultsOf(read('trivy-json', counts), trivy)).toEqual([])
})

test('a record more, or one less of which nothing is told, is a miscount', () => {
  const more = { ...counts, secret: { high: 2 } }
  expect(faultsOf(read('trivy-json', more), trivy)).toEqual(['secret: 2, but 1 are expected'])
  const less = { ...counts, vulnerability: { low: 2 } }
  expect(faultsOf(read('trivy-json', less), trivy)).toEqual(['vulnerability: 2, but 3 are expected'])
  expect(faultsOf(read('trivy-json', less, { unread: 1, unreadRecords: 1 }), trivy)).toEqual([])
  expect(faultsOf(read('trivy-json', less, { unread: 5, unreadRecords: 0 }), trivy)).toHaveLength(1)
})

test('what makes one kind up for another is a miscount', () => {
  const mixed = { vulnerability: { high: 4 } }
  expect(faultsOf(read('trivy-json', mixed), trivy)).toHaveLength(2)
})

test('a miscount says why the count is not the one of the manifest', () => {
  const row = rowOf('tfsec', '{"results":3}', { results: [{ passed: true }, {}, {}] })
  expect(faultsOf(read('tfsec-json', { misconfiguration: { high: 2 } }), row)).toEqual([])
  expect(faultsOf(read('tfsec-json', { misconfiguration: { high: 3 } }), row)).toEqual([
    'finding: 3, but 2 are expected (a check that passed is no finding)',
  ])
})

test('a file must be taken for what it is, and told without help unless nothing is in it', () => {
  expect(faultsOf(read('grype-json', counts), trivy)).toEqual(['taken for grype-json, but it is trivy-json'])
  expect(faultsOf(refused, trivy)).toEqual(['refused, but it is trivy-json'])
  expect(faultsOf(read('trivy-json', counts, {}, true), trivy)).toEqual(['not told to be trivy-json'])
  const empty = rowOf('trivy-json', '{"vulns":0,"misconf_fail":0,"secrets":0}')
  expect(faultsOf(read('trivy-json', {}, {}, true), empty)).toEqual([])
  expect(faultsOf(refused, empty)).toEqual([])
})

test('what Plimsoll does not read must be refused, and so must YAML', () => {
  const yaml = rowOf('admissionreview', '[{"op":"UPDATE"}]', {}, 'yaml x1')
  for (const row of [rowOf('nvd', '{"n":1}'), rowOf('sarif-v1', '{}'), yaml]) {
    expect(faultsOf(refused, row)).toEqual([])
    expect(faultsOf(read('sarif', {}), row)).toEqual(['taken for sarif, but it must be refused'])
  }
})

test('a crash is a fault of any file, and so is a finding that could never be closed', () => {
  expect(faultsOf({ type: 'crashed', reason: 'TypeError' }, null)).toEqual(['crash: TypeError'])
  expect(faultsOf(read('sarif', {}, { strays: 2 }), null)).toHaveLength(1)
  expect(faultsOf(read('sarif', {}), null)).toEqual([])
})

test('of a format that the table does not know only a crash is a fault', () => {
  expect(faultsOf(refused, rowOf('a-tool-of-tomorrow', '{}'))).toEqual([])
  expect(faultsOf(read('sarif', {}), rowOf('a-tool-of-tomorrow', '{}'))).toEqual([])
})

test('a manifest is read by the names of its columns, and facts in words are none', () => {
  const [row] = parseManifest('format\tnote\tpath\texpected_facts\r\nepss\tx\ta b.csv\tan envelope\r\n')
  expect(row).toMatchObject({ file: 'a b.csv', format: 'epss', parse: '' })
  expect(row?.fact('rows')).toBeUndefined()
  expect(rowOf('harbor', '5').fact('')).toBe(5)
})
