import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sampleBytes } from '../../formats/testing/read.ts'
import { database } from '../../store/database.ts'
import { resetWorld } from '../testing/world.ts'
import { report } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

async function components(): Promise<string[]> {
  const rows = await database().query<{ told: string }>(sql`
    SELECT s.source || ': ' || p.name || ' ' || v.version AS told FROM component c
    JOIN scope s ON s.id = c.scope_id JOIN package_version v ON v.id = c.package_version_id
    JOIN package p ON p.id = v.package_id WHERE s.scan = 'inventory' ORDER BY 1`)
  return rows.map(({ told }) => told)
}

async function issues(): Promise<string[]> {
  const rows = await database().query<{ told: string }>(sql`
    SELECT v.name || ' in ' || p.name || ' ' || i.status AS told FROM issue i
    JOIN vulnerability v ON v.id = i.vulnerability_id JOIN package p ON p.id = i.package_id ORDER BY 1`)
  return rows.map(({ told }) => told)
}

test('CycloneDX in XML becomes the components of an image and its issues', async () => {
  expect(await report(sampleBytes('cyclonedx-extension.xml'), {}, 'grype')).toMatchObject({ status: 'processed' })
  expect(await components()).toEqual(['grype: apt 1.8', 'grype: bash 5.0'])
  expect(await issues()).toEqual(['CVE-2031-4001 in apt open', 'CVE-2031-4002 in apt open'])
})

test('what a CycloneDX document states closes what another tool found', async () => {
  const Vulnerabilities = [
    { VulnerabilityID: 'CVE-2031-2002', PkgName: 'com.tidewater:inner', InstalledVersion: '1.0', Severity: 'HIGH' },
    { VulnerabilityID: 'CVE-2031-2009', PkgName: 'com.tidewater:inner', InstalledVersion: '1.0', Severity: 'HIGH' },
  ]
  await report({
    ...{ SchemaVersion: 2, ArtifactName: 'registry.tidewater.example/shop/web:7.2', ArtifactType: 'container_image' },
    Metadata: { RepoDigests: [`registry.tidewater.example/shop/web@sha256:${'1'.repeat(64)}`] },
    Results: [{ Target: 'Java', Class: 'lang-pkgs', Type: 'jar', Vulnerabilities }],
  })
  const ofInner = async () => (await issues()).filter((told) => told.includes('inner'))
  expect(await ofInner()).toEqual([
    'CVE-2031-2002 in com.tidewater:inner open',
    'CVE-2031-2009 in com.tidewater:inner open',
  ])
  await report(sampleBytes('cyclonedx.json'), {}, 'cyclonedx')
  expect(await ofInner()).toEqual([
    'CVE-2031-2002 in com.tidewater:inner dismissed',
    'CVE-2031-2003 in com.tidewater:inner open',
    'CVE-2031-2009 in com.tidewater:inner open',
  ])
})

test('Syft says the same in its own format as in SPDX, so that the later list replaces the earlier', async () => {
  const image = `registry.tidewater.example/shop/orders:7.4@sha256:${'d'.repeat(64)}`
  await report(sampleBytes('syft.json'), { image }, 'syft')
  expect(await components()).toEqual(['syft: barnacle 1.2-r0', 'syft: libtide 2.6-1', 'syft: shoreline 1.0'])
  const packages = [{ SPDXID: 'SPDXRef-1', name: 'libtide', versionInfo: '2.6-2' }]
  await report(
    { spdxVersion: 'SPDX-2.3', creationInfo: { creators: ['Tool: syft-1.19.0'] }, packages },
    { image },
    'syft',
  )
  expect(await components()).toEqual(['syft: libtide 2.6-2'])
})
