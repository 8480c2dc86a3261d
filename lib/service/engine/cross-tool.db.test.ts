import { readFileSync } from 'node:fs'
import path from 'node:path'
import sql from 'sql-template-tag'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { severityOfRank } from '../../domain/severity.ts'
import { database } from '../../store/database.ts'
import { resetWorld } from '../testing/world.ts'
import { report } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

const FOLDER = path.resolve(import.meta.dirname, '../../../samples/formats/joins')
const DIGEST = `sha256:${'4d'.repeat(32)}`
const IMAGE = { image: `registry.tidewater.example/pay/pay-api:4.2.0@${DIGEST}` }
const REPOSITORY = { repository: 'git.tidewater.example/pay/pay-api' }

async function scan(tool: string, what: 'image' | 'manifests'): Promise<void> {
  const content = JSON.parse(readFileSync(path.join(FOLDER, `${tool}-${what}.json`), 'utf8'))
  const { status, problem } = await report(content, what === 'image' ? IMAGE : REPOSITORY, tool)
  if (status !== 'processed') throw new Error(`${tool}: ${problem}`)
}

/** What each tool says of each issue, by the end of its key: `trivy high`. */
async function said(): Promise<Record<string, string[]>> {
  const rows = await database().query<{ key: string; worst: number; source: string; severity: number }>(sql`
    SELECT i.key, i.severity AS worst, sc.source, s.severity FROM issue i JOIN sighting s ON s.issue_id = i.id
    JOIN scope sc ON sc.id = s.scope_id ORDER BY i.key, sc.source`)
  for (const { worst, key } of rows) {
    expect(worst).toBe(Math.max(...rows.filter((row) => row.key === key).map(({ severity }) => severity)))
  }
  const by = Map.groupBy(rows, ({ key }) => key.replace(/^\w+\|(?:image=[^|]*\|)?/, ''))
  return Object.fromEntries(
    [...by].map(([key, all]) => [key, all.map(({ source, severity }) => `${source} ${severityOfRank(severity)}`)]),
  )
}

const IMAGE_TOOLS = ['trivy', 'grype', 'snyk', 'clair', 'osv-scanner']
const MANIFEST_TOOLS = ['checkov', 'trivy', 'kube-linter', 'kube-score', 'kubescape', 'polaris', 'kics', 'kubesec']

const RATED = {
  'package=pkg:deb/debian/libbrine1|id=CVE-2031-10001': [
    ...['clair medium', 'grype low', 'osv-scanner high', 'snyk low', 'trivy high'],
  ],
  'package=pkg:golang/golang.org/x/net|id=CVE-2031-10003': [
    ...['grype medium', 'osv-scanner high', 'snyk high', 'trivy medium'],
  ],
  'package=pkg:maven/io.tidewater/knot-core|id=CVE-2031-10002': [
    ...['grype high', 'osv-scanner high', 'snyk critical', 'trivy critical'],
  ],
  'package=pkg:pypi/sea-glass|id=CVE-2031-10004': ['clair low', 'grype medium', 'trivy low'],
  'package=pkg:deb/debian/kelp-libs|id=CVE-2031-10009': ['grype low'],
  'package=pkg:golang/stdlib|id=CVE-2031-10007': ['osv-scanner high', 'snyk high'],
}

const MANIFEST = 'repository=git.tidewater.example/pay/pay-api|path=k8s/pay.yaml|resource=Deployment/pay'
const BROKEN = {
  [`rule=privileged-container|${MANIFEST}`]: [
    ...['checkov high', 'kics high', 'kube-linter high', 'kube-score high', 'kubescape high', 'kubesec high'],
    ...['polaris high', 'trivy high'],
  ],
  [`rule=writable-root-filesystem|${MANIFEST}`]: [
    ...['checkov low', 'kics low', 'kube-linter low', 'kube-score high', 'kubescape low', 'kubesec low'],
    ...['polaris medium', 'trivy high'],
  ],
  [`rule=trivy:KSV-9901|${MANIFEST}`]: ['trivy low'],
}

describe.each([
  ['in this order', (tools: readonly string[]) => tools],
  ['in the other order', (tools: readonly string[]) => [...tools].reverse()],
])('%s', (_, ordered) => {
  test('five tools that scan one image find every vulnerability once', async () => {
    for (const tool of ordered(IMAGE_TOOLS)) await scan(tool, 'image')
    expect(await said()).toEqual(RATED)
  })

  test('eight tools that scan the same manifests find every misconfiguration once', async () => {
    for (const tool of ordered(MANIFEST_TOOLS)) await scan(tool, 'manifests')
    expect(await said()).toEqual(BROKEN)
  })
})
