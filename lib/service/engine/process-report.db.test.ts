import { gzipSync } from 'node:zlib'
import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { confirmReport, retryReport } from '../reports/requeue.ts'
import { resetWorld } from '../testing/world.ts'
import { processReport } from './process-report.ts'
import { imageRef } from './testing/admissions.ts'
import { admit, receive, report, reportState, SECURITY } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { clusterScan, imageScan, numbered, REPOSITORY } from './testing/scan-reports.ts'
import { episodes, everyRow, issues, sightings } from './testing/state.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

/** What a scan that tells nothing new may write: its own report, when it came, when its scope was looked at last, and the image as it was. */
const LOOKED_AT = ['report', 'report_chunk', 'source_stream', 'scope', 'image', 'image_version']
const state = async () => ({ issues: await issues(), episodes: await episodes(), sightings: await sightings() })

test.each([
  ['without results', imageScan('v1', 2, null)],
  ['with an empty list of results', { ...imageScan('v1', 2, null), Results: [] }],
  [
    'of files only',
    { ...imageScan('v1', 2, null), Results: [{ Target: 'app', Class: 'custom', Vulnerabilities: [] }] },
  ],
  [
    'that lost its packages',
    { ...imageScan('v1', 2, null), Results: [{ Target: 'pay', Class: 'secret', Secrets: [] }] },
  ],
])('a scan %s closes nothing', async (_, empty) => {
  await report(imageScan('v1', 3, ['CVE-2024-1', 'CVE-2024-2']))
  const before = await state()
  expect((await report(empty)).status).toBe('processed')
  expect(await state()).toEqual(before)
})

test('a scan that failed closes nothing, and the next good one does', async () => {
  await report(clusterScan('pay', 3, ['KSV017', 'KSV014']))
  const before = await state()
  await report(clusterScan('pay', 2, [], 'the API server did not answer'))
  expect(await state()).toEqual(before)
  await report(clusterScan('pay', 1, ['KSV014']))
  expect((await issues()).map(({ status, reason }) => [status, reason])).toEqual([
    ['closed', 'fixed'],
    ['open', null],
  ])
})

test('a scan for something else closes nothing', async () => {
  await report(imageScan('v1', 3, ['CVE-2024-1']))
  const before = await state()
  await report(imageScan('v1', 2, null), { scans: ['secret', 'misconfiguration'] })
  expect(await state()).toEqual(before)
})

test('a report that cannot be read to its end is set aside with reason and offset, changes nothing, and can be retried', async () => {
  await report(imageScan('v1', 3, ['CVE-2024-1']))
  const before = await everyRow(['report', 'report_chunk'])
  const content = imageScan('v1', 2, ['CVE-2024-1', ...numbered(2000)])
  const id = await receive(content)
  const store = (bytes: string) =>
    database().query(sql`
      UPDATE report_chunk SET bytes = ${gzipSync(bytes)}
      WHERE upload_id = (SELECT upload_id FROM report WHERE id = ${id})`)
  const text = JSON.stringify(content)
  const half = text.lastIndexOf('{', text.length / 2)
  await store(text.slice(0, half))
  await processReport(id)
  expect(await reportState(id)).toMatchObject({ status: 'quarantined', problem: expect.any(String), offset: half })
  expect(await everyRow(['report', 'report_chunk'])).toEqual(before)
  await store(text)
  expect(await retryReport(SECURITY, id)).toMatchObject({ ok: true })
  await processReport(id)
  expect(await reportState(id)).toMatchObject({ status: 'processed', problem: null, offset: null })
  expect(await issues()).toHaveLength(2001)
})

test('a report that would close more than the share of an asset is held and changes nothing', async () => {
  await report(imageScan('v1', 3, numbered(41)))
  const before = await everyRow(['report', 'report_chunk'])
  expect(await report(imageScan('v1', 2, numbered(20)))).toMatchObject({
    status: 'held',
    problem: expect.stringContaining('21 of 41'),
  })
  expect(await everyRow(['report', 'report_chunk'])).toEqual(before)
})

test('a held report goes through when a person confirms it', async () => {
  await report(imageScan('v1', 3, numbered(41)))
  const { id } = await report(imageScan('v1', 2, numbered(20)))
  expect(await confirmReport(SECURITY, id)).toMatchObject({ ok: true })
  await processReport(id)
  expect(await reportState(id)).toMatchObject({ status: 'processed', problem: null })
  const all = await issues()
  expect(all.filter(({ status }) => status === 'open')).toHaveLength(20)
  expect(all.filter(({ reason }) => reason === 'fixed')).toHaveLength(21)
})

test.each([
  ['exactly the share', 40, 20],
  ['a larger share of a few', 19, 0],
])('a report that closes %s is not held', async (_, before, after) => {
  await report(imageScan('v1', 3, numbered(before)))
  expect((await report(imageScan('v1', 2, numbered(after)))).status).toBe('processed')
  expect((await issues()).filter(({ status }) => status === 'open')).toHaveLength(after)
})

test('the same report twice changes nothing', async () => {
  await report(imageScan('v1', 3, numbered(25)))
  const before = await everyRow()
  await report(imageScan('v1', 3, numbered(25)))
  expect(await everyRow()).toEqual(before)
})

test('a report that is processed again writes nothing but its own row', async () => {
  await admit({ hoursAgo: 4, images: [imageRef('v1')] })
  const { id } = await report(imageScan('v1', 3, numbered(25)))
  const before = await everyRow(LOOKED_AT)
  await database().query(sql`UPDATE report SET status = 'received' WHERE id = ${id}`)
  await processReport(id)
  expect((await reportState(id)).status).toBe('processed')
  expect(await everyRow(LOOKED_AT)).toEqual(before)
})

test('a later scan with the same findings writes nothing but that it looked', async () => {
  await admit({ hoursAgo: 4, images: [imageRef('v1')] })
  await report(imageScan('v1', 3, numbered(25)))
  const before = await everyRow(LOOKED_AT)
  expect((await report(imageScan('v1', 2, numbered(25)))).status).toBe('processed')
  expect(await everyRow(LOOKED_AT)).toEqual(before)
  const [scope] = await database().query<{ hours: number }>(sql`
    SELECT round(extract(epoch FROM complete_at - first_seen_at) / 3600)::int AS hours FROM scope WHERE source = 'trivy'`)
  expect(scope).toEqual({ hours: 1 })
})

/** What the database says, without the ids that depend on the order of arrival. */
async function story() {
  const counts = await database().query(
    sql`SELECT cell, sum(issues)::int FROM issue_count GROUP BY cell HAVING sum(issues) <> 0 ORDER BY cell`,
  )
  const scopes = await database().query(
    sql`SELECT key, first_seen_at, last_seen_at, complete_at FROM scope ORDER BY key`,
  )
  const versions = await database().query(sql`
    SELECT i.repository, v.digest, v.first_seen_at, t.tag FROM image_version v JOIN image i ON i.id = v.image_id
    LEFT JOIN image_tag t ON t.image_version_id = v.id ORDER BY 1, 2, 4`)
  const withoutIds = (await issues()).map(({ id: _id, ...issue }) => issue)
  return { counts, scopes, versions, issues: withoutIds, episodes: await episodes(), sightings: await sightings() }
}

const other = { repository: `${REPOSITORY}-worker` }
test.each([
  ['the same image', [imageScan('v1', 3, numbered(60)), imageScan('v1', 2, numbered(50))]],
  [
    'two versions of an image',
    [imageScan('v2', 3, numbered(60)), imageScan('v3', 2, [{ id: 'CVE-2024-1000', fixed: '2' }])],
  ],
  ['different images', [imageScan('v1', 3, numbered(1000), other), imageScan('v2', 2, numbered(1000).reverse())]],
])('two reports of %s at once end as one after the other', async (_, reports) => {
  const settle = async (process: (ids: string[]) => Promise<unknown>) => {
    await resetWorld([])
    await admit({ hoursAgo: 6, images: [imageRef('v1')] })
    await report(imageScan('v1', 5, numbered(10)))
    const ids: string[] = []
    for (const one of reports) ids.push(await receive(one))
    await process(ids)
    for (const id of ids) expect(await reportState(id)).toMatchObject({ status: 'processed' })
    await expectSound()
    return story()
  }
  const inTurn = (order: (ids: string[]) => string[]) =>
    settle(async (ids) => {
      for (const id of order(ids)) await processReport(id)
    })
  const atOnce = await settle((ids) => Promise.all(ids.map((id) => processReport(id))))
  expect([await inTurn((ids) => ids), await inTurn((ids) => ids.toReversed())]).toContainEqual(atOnce)
})

test('a scan that comes late, after a newer one of the same version, opens and closes nothing', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1', 'CVE-2024-2']))
  await report(imageScan('v1', 3, ['CVE-2024-2', 'CVE-2024-3']))
  const before = await state()
  await report(imageScan('v1', 6, ['CVE-2024-1']))
  expect(await state()).toEqual(before)
})

test('one report that two workers process at once counts once', async () => {
  const id = await receive(imageScan('v1', 3, numbered(60)))
  await Promise.all([processReport(id), processReport(id)])
  expect(await issues()).toHaveLength(60)
  expect(await sightings()).toHaveLength(60)
})

test('bytes that were damaged in the inbox fail the report, not the worker', async () => {
  const id = await receive(imageScan('v1', 3, numbered(60)))
  await database().query(sql`UPDATE report_chunk SET bytes = substr(bytes, 1, length(bytes) / 2)`)
  await expect(processReport(id)).rejects.toMatchObject({ code: 'Z_BUF_ERROR' })
  expect(await issues()).toEqual([])
})
