import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import type { UserActor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { falcoAlert } from '../engine/testing/alerts.ts'
import { admit, alert, report, SECURITY } from '../engine/testing/intake.ts'
import { digestOf, imageScan, REPOSITORY } from '../engine/testing/scan-reports.ts'
import { listSources } from '../sources/overview.ts'
import { resetWorld } from '../testing/world.ts'
import { listCoverage } from './list-coverage.ts'
import { listUnscannedImages } from './list-unscanned.ts'
import { listSourceStreams, updateSourceStream } from './streams.ts'
import { getCoverage } from './totals.ts'

beforeEach(() => resetWorld([]))

const SYSTEM = { type: 'system', name: 'test' } as const
const DEVELOPER: UserActor = { ...SECURITY, role: 'developer', teamIds: [3] }

async function value<Value>(
  result: Promise<{ ok: true; value: Value } | { ok: false; failure: { detail: string } }>,
): Promise<Value> {
  const told = await result
  if (!told.ok) throw new Error(told.failure.detail)
  return told.value
}

/** Three workloads: one whose image was scanned, one whose image was not, and one that runs both. */
async function shop(): Promise<void> {
  await admit(
    { hoursAgo: 9, name: 'pay', images: [`${REPOSITORY}@${digestOf('v1')}`], labels: { team: 'payments' } },
    { hoursAgo: 8, name: 'web', images: ['registry.example/shop/web:v1'], labels: { team: 'storefront' } },
    { hoursAgo: 7, name: 'all', images: [`${REPOSITORY}@${digestOf('v1')}`, 'registry.example/shop/web:v1'] },
  )
  await report(imageScan('v1', 3, ['CVE-2024-1']))
}

test('totals say out of how many, from whom and how old, and what nobody told is not counted', async () => {
  expect(await value(getCoverage(SYSTEM))).toMatchObject({ build: { known: 0, of: 0, oldestAt: null, sources: [] } })
  await shop()
  const totals = await value(getCoverage(SYSTEM))
  expect(totals.build).toMatchObject({ known: 1, of: 2, sources: [{ source: 'trivy', known: 1 }] })
  expect(Date.now() - Date.parse(totals.build.oldestAt ?? '')).toBeGreaterThan(2.9 * 3_600_000)
  expect(totals.deploy).toMatchObject({ known: 3, of: 3, sources: [{ source: 'admission', known: 3 }] })
  expect(totals.runtime).toMatchObject({ known: 0, of: 3, oldestAt: null, sources: [] })
  expect(totals.clusters).toEqual({ of: 1, gate: 1, sensor: 0 })
  await alert(falcoAlert(1))
  expect((await value(getCoverage(SYSTEM))).runtime).toMatchObject({ known: 3, of: 3, sources: [{ source: 'falco' }] })
  // One that fell silent tells nothing any more.
  await database().query(sql`UPDATE source_stream SET silent_at = now() - interval '1 minute' WHERE kind = 'events'`)
  const later = await value(getCoverage(SYSTEM))
  expect(later.runtime).toMatchObject({ known: 0, of: 3 })
  expect(later).toMatchObject({ clusters: { of: 1, gate: 1, sensor: 0 }, silent: 1 })
})

test('a developer’s totals are of their own teams’ workloads and nobody’s', async () => {
  await shop()
  const totals = await value(getCoverage(DEVELOPER))
  expect(totals.deploy).toMatchObject({ known: 2, of: 2 })
  expect(totals.build).toMatchObject({ known: 1, of: 2 })
})

test('what runs and was never scanned comes with the workloads that run it and the command that scans it', async () => {
  await shop()
  await admit({ hoursAgo: 6, name: 'job', images: [`registry.example/shop/job@${digestOf('j')}`] })
  const { rows } = await value(listUnscannedImages(SYSTEM, { q: '', limit: 50 }))
  expect(rows.map(({ imageRef, digest, workloads, command }) => ({ imageRef, digest, workloads, command }))).toEqual([
    {
      ...{ imageRef: 'registry.example/shop/web:v1', digest: null, workloads: 2 },
      command:
        'trivy image --format json -- registry.example/shop/web:v1 | npx plimsoll ingest - --source trivy --wait',
    },
    {
      ...{ imageRef: `registry.example/shop/job@${digestOf('j')}`, digest: digestOf('j'), workloads: 1 },
      command: `trivy image --format json -- registry.example/shop/job@${digestOf('j')} | npx plimsoll ingest - --source trivy --wait`,
    },
  ])
  expect(rows[0]?.teams.map(({ slug }) => slug)).toEqual(['storefront'])
  const first = await value(listUnscannedImages(SYSTEM, { q: '', limit: 1 }))
  const second = await value(listUnscannedImages(SYSTEM, { q: '', limit: 1, cursor: first.nextCursor ?? undefined }))
  expect([...first.rows, ...second.rows]).toEqual(rows)
  expect(second.nextCursor).toBeNull()
  expect((await value(listUnscannedImages(SYSTEM, { q: 'JOB', limit: 50 }))).rows).toHaveLength(1)
  expect((await value(listUnscannedImages(SYSTEM, { q: '', team: 'payments', limit: 50 }))).rows).toEqual([])
  const own = await value(listUnscannedImages(DEVELOPER, { q: 'web', limit: 50 }))
  expect(own.rows[0]).toMatchObject({ workloads: 1, workload: { name: 'all' } })
})

test('each workload is known as far as its own images, manifest and cluster are', async () => {
  await shop()
  const { rows } = await value(listCoverage(SYSTEM, { q: '', limit: 50 }))
  expect(rows.map(({ name, stages }) => [name, stages.build.state, stages.deploy.state, stages.runtime.state])).toEqual(
    [
      ['all', 'part', 'known', 'never'],
      ['pay', 'known', 'known', 'never'],
      ['web', 'never', 'known', 'never'],
    ],
  )
  expect(rows[1]?.stages.build).toMatchObject({ known: 1, of: 1, sources: ['trivy'] })
  const names = async (query: object) =>
    (await value(listCoverage(SYSTEM, { q: '', limit: 50, ...query }))).rows.map(({ name }) => name)
  expect(await names({ gap: 'build' })).toEqual(['all', 'web'])
  expect(await names({ gap: 'deploy' })).toEqual([])
  expect(await names({ gap: 'runtime' })).toEqual(['all', 'pay', 'web'])
  expect(await names({ team: 'storefront' })).toEqual(['web'])
  expect(await names({ q: 'SHOP/pay' })).toEqual(['pay'])
  await alert(falcoAlert(1))
  expect(await names({ gap: 'runtime' })).toEqual([])
  await database().query(sql`UPDATE source_stream SET silent_at = now() - interval '1 minute' WHERE kind = 'admission'`)
  expect(await names({ gap: 'deploy' })).toEqual(['all', 'pay', 'web'])
  const first = await value(listCoverage(SYSTEM, { q: '', limit: 2 }))
  const rest = await value(listCoverage(SYSTEM, { q: '', limit: 2, cursor: first.nextCursor ?? undefined }))
  expect([...first.rows, ...rest.rows].map(({ name }) => name)).toEqual(['all', 'pay', 'web'])
})

test('what is expected of a source is set by a person, with audit, and not by two at once', async () => {
  await shop()
  const { rows } = await value(listSourceStreams(SYSTEM, { q: 'shop/pay', silent: false, limit: 50 }))
  expect(rows).toHaveLength(1)
  const [stream] = rows
  if (!stream) throw new Error('no stream')
  expect(stream).toMatchObject({ source: 'trivy', about: { name: REPOSITORY }, usualMinutes: null, silentAt: null })
  const set = { version: stream.version, expectedMinutes: 60, watched: true }
  const changed = await value(updateSourceStream(SECURITY, stream.id, set))
  expect(changed).toMatchObject({ expectedMinutes: 60, usualMinutes: 60, silent: false, version: stream.version + 1 })
  expect(Date.parse(changed.silentAt ?? '') - Date.parse(changed.lastAt)).toBe(90 * 60_000)
  expect(await updateSourceStream(SECURITY, stream.id, set)).toMatchObject({ failure: { code: 'conflict' } })
  const [audit] = await database().query<{ data: object }>(sql`
    SELECT data FROM audit_log WHERE action = 'source.expect' ORDER BY seq DESC LIMIT 1`)
  expect(audit?.data).toEqual({ source: 'trivy', about: REPOSITORY, expectedMinutes: 60, watched: true })
  // What was set is what the next delivery counts from.
  await report(imageScan('v2', 0, []))
  const [next] = (await value(listSourceStreams(SYSTEM, { q: 'shop/pay', silent: false, limit: 50 }))).rows
  expect(Date.parse(next?.silentAt ?? '') - Date.parse(next?.lastAt ?? '')).toBe(90 * 60_000)
})

test('sources are silent as a whole only when nothing of theirs comes any more', async () => {
  await shop()
  await alert(falcoAlert(1))
  const silent = async () => (await value(listSources(SYSTEM))).rows.filter((row) => row.silent).map(({ name }) => name)
  expect(await silent()).toEqual([])
  await database().query(
    sql`UPDATE source_stream SET silent_at = now() - interval '1 minute' WHERE image_id IS NOT NULL OR kind <> 'reports'`,
  )
  expect(await silent()).toEqual(['falco', 'shop-prod'])
  const { rows } = await value(listSourceStreams(SYSTEM, { q: '', silent: true, limit: 2 }))
  expect(rows.every((row) => row.silent)).toBe(true)
  await database().query(sql`UPDATE source_stream SET silent_at = now() - interval '1 minute'`)
  expect(await silent()).toEqual(['trivy', 'falco', 'shop-prod'])
})
