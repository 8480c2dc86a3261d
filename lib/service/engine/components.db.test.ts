import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { resetWorld } from '../testing/world.ts'
import { imageRef } from './testing/admissions.ts'
import { admit, report } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { component, image, layers, listPackages } from './testing/package-lists.ts'
import { digestOf, imageScan, repositoryScan } from './testing/scan-reports.ts'
import { theIssue } from './testing/state.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

interface Row {
  scan: string
  name: string
  version: string
  layer: number | null
  paths: string[]
  /** Changes whenever the row is written. */
  written: string
}

function components() {
  return database().query<Row>(sql`
    SELECT s.scan, p.name, v.version, c.layer, c.paths, c.xmin::text || c.ctid::text AS written
    FROM component c JOIN scope s ON s.id = c.scope_id JOIN package_version v ON v.id = c.package_version_id
    JOIN package p ON p.id = v.package_id ORDER BY s.scan, s.id, p.name, v.version`)
}

const named = async () => (await components()).map(({ name, version }) => `${name} ${version}`)

const V1 = image('v1', { layers: layers('base', 'app') })

test('a package stands in the lowest layer that has it, with the files that declare it', async () => {
  await listPackages(V1, 3, [
    component('curl 8.5', { layerDiffId: digestOf('app'), path: 'var/lib/dpkg/status.d/curl' }),
    component('curl 8.5', { layerDiffId: digestOf('base'), path: 'var/lib/dpkg/status' }),
    component('zlib 1.3'),
    component('zlib 1.2', { layerDiffId: digestOf('elsewhere') }),
  ])
  expect(await components()).toMatchObject([
    { scan: 'inventory', name: 'curl', layer: 0, paths: ['var/lib/dpkg/status', 'var/lib/dpkg/status.d/curl'] },
    { name: 'zlib', version: '1.2', layer: null, paths: [] },
    { name: 'zlib', version: '1.3', layer: null, paths: [] },
  ])
})

test('the next list replaces the set and writes only what differs', async () => {
  const same = component('curl 8.5', { layerDiffId: digestOf('app') })
  await listPackages(V1, 3, [same, component('zlib 1.2'), component('bash 5.2')])
  const [, curl] = await components()
  await listPackages(V1, 2, [
    component('bash 5.2', { layerDiffId: digestOf('base'), path: 'bin' }),
    same,
    component('zlib 1.3'),
  ])
  const after = await components()
  expect(after).toMatchObject([{ name: 'bash', layer: 0, paths: ['bin'] }, curl, { name: 'zlib', version: '1.3' }])
  await listPackages(V1, 1, [
    component('zlib 1.3'),
    component('bash 5.2', { layerDiffId: digestOf('base'), path: 'bin' }),
    same,
  ])
  expect(await components()).toEqual(after)
})

test('a list that was cut short or comes late deletes nothing', async () => {
  await listPackages(V1, 3, [component('curl 8.5', { path: 'a' }), component('zlib 1.2')])
  await listPackages(V1, 2, [component('bash 5.2'), component('curl 8.5')], false)
  const after = await components()
  expect(after).toMatchObject([{ name: 'bash' }, { name: 'curl', paths: ['a'] }, { name: 'zlib' }])
  await listPackages(V1, 4, [component('perl 5.38')])
  expect(await components()).toEqual(after)
})

test('a scanner that sends no list tells the packages in which it finds something', async () => {
  await report(imageScan('v1', 3, ['CVE-2024-1', 'CVE-2024-2']))
  const first = await components()
  expect(first).toMatchObject([{ scan: 'vulnerability', name: 'libc6', version: 'v1' }])
  await listPackages(V1, 3, [component('libc6 v1'), component('zlib 1.3')])
  await report(imageScan('v1', 2, ['CVE-2024-2']))
  expect(await named()).toEqual(['libc6 v1', 'zlib 1.3', 'libc6 v1'])
  expect((await components())[2]).toEqual(first[0])
  await report(imageScan('v1', 1, []))
  expect(await named()).toEqual(['libc6 v1', 'zlib 1.3'])
})

test('a scan for something else tells nothing of packages', async () => {
  await listPackages(V1, 3, [component('zlib 1.3')])
  await report(repositoryScan(2, { secrets: ['KEY'], rules: [], line: 1 }))
  expect(await named()).toEqual(['zlib 1.3'])
})

test('a list of packages clears nothing: to run a version that was only listed is no fix', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  await admit({ hoursAgo: 8, images: [imageRef('v1')] })
  await listPackages(image('v2'), 7, [component('zlib 1.3')])
  await admit({ hoursAgo: 6, operation: 'UPDATE', images: [imageRef('v2')] })
  expect(await theIssue()).toMatchObject({ status: 'open', running: false })
  await report(imageScan('v3', 5, []))
  expect(await theIssue()).toMatchObject({ status: 'closed', reason: 'gone' })
})

test('an empty list of the same version ends no finding in it', async () => {
  await report(imageScan('v1', 3, ['CVE-2024-1']))
  await listPackages(V1, 2, [])
  expect(await theIssue()).toMatchObject({ status: 'open' })
})
