import { afterEach, beforeEach, expect, test } from 'vitest'
import { actOnIssue } from '../issues/act.ts'
import { resetWorld } from '../testing/world.ts'
import { imageRef } from './testing/admissions.ts'
import { falcoAlert } from './testing/alerts.ts'
import { hoursAgo } from './testing/clock.ts'
import { admit, alert, report, SECURITY } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { imageScan } from './testing/scan-reports.ts'
import { episodes, issues, sightings, theIssue } from './testing/state.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

const v = (...versions: string[]) => ({ images: versions.map(imageRef) })

test('rescanned clean is fixed, with an episode whose times are those of the scans', async () => {
  await report(imageScan('v1', 30, ['CVE-2024-1', 'CVE-2024-2']))
  await report(imageScan('v1', 6, ['CVE-2024-2']))
  const fixed = { status: 'closed', reason: 'fixed', openedAt: hoursAgo(30), closedAt: hoursAgo(6) }
  expect(await issues()).toMatchObject([fixed, { status: 'open', openedAt: hoursAgo(30), closedAt: null }])
  expect(await episodes()).toMatchObject([
    { number: 1, stage: 'build', openedAt: hoursAgo(30), closedAt: hoursAgo(6), reason: 'fixed', rolledOutAt: null },
    { number: 1, stage: 'build', openedAt: hoursAgo(30), closedAt: null },
  ])
  expect(await sightings()).toMatchObject([{ endedAt: hoursAgo(6), end: 'rescanned' }, { endedAt: null }])
})

test('a newer digest that scans clean while the old one still runs leaves the issue open, its fix built', async () => {
  await report(imageScan('v1', 5, ['CVE-2024-1']))
  await admit({ hoursAgo: 4, ...v('v1') })
  await report(imageScan('v2', 3, []))
  expect(await theIssue()).toMatchObject({ status: 'open', running: true })
  expect(await episodes()).toMatchObject([
    { openedAt: hoursAgo(5), fixBuiltAt: hoursAgo(3), rolledOutAt: null, closedAt: null },
  ])
})

test('rolled out by an admission of the new image, it closes as fixed with both steps dated', async () => {
  await report(imageScan('v1', 5, ['CVE-2024-1']))
  await admit({ hoursAgo: 4, ...v('v1') }, { hoursAgo: 4, name: 'batch', ...v('v1') })
  await report(imageScan('v2', 3, []))
  await admit({ hoursAgo: 2, operation: 'UPDATE', ...v('v2') })
  expect(await theIssue()).toMatchObject({ status: 'open', running: true })
  await admit({ hoursAgo: 1, operation: 'UPDATE', name: 'batch', ...v('v2') })
  expect(await theIssue()).toMatchObject({ status: 'closed', reason: 'fixed' })
  expect(await episodes()).toEqual([
    {
      ...{ number: 1, stage: 'build', reason: 'fixed', openedAt: hoursAgo(5) },
      ...{ fixBuiltAt: hoursAgo(3), rolledOutAt: hoursAgo(1), closedAt: hoursAgo(1) },
    },
  ])
})

test('each step has its own time when many decisions waited together', async () => {
  await report(imageScan('v1', 5, ['CVE-2024-1']))
  await admit({ hoursAgo: 4, ...v('v1') })
  await report(imageScan('v2', 3, []))
  await admit({ hoursAgo: 2, operation: 'UPDATE', ...v('v2') }, { hoursAgo: 1, name: 'batch', ...v('v2') })
  expect(await episodes()).toMatchObject([
    { fixBuiltAt: hoursAgo(3), rolledOutAt: hoursAgo(2), closedAt: hoursAgo(2), reason: 'fixed' },
  ])
})

test('a newer digest that still has it is no fix', async () => {
  await report(imageScan('v1', 5, ['CVE-2024-1']))
  await admit({ hoursAgo: 4, ...v('v1') })
  await report(imageScan('v2', 3, ['CVE-2024-1']))
  await admit({ hoursAgo: 2, operation: 'UPDATE', ...v('v2') })
  expect(await theIssue()).toMatchObject({ status: 'open', running: true })
  expect(await episodes()).toMatchObject([{ fixBuiltAt: null, rolledOutAt: null, closedAt: null }])
})

test('a clean scan by one scanner builds no fix of what another one found', async () => {
  await report(imageScan('v1', 5, ['CVE-2024-1']), {}, 'grype')
  await admit({ hoursAgo: 4, ...v('v1') })
  await report(imageScan('v2', 3, []))
  expect(await episodes()).toMatchObject([{ fixBuiltAt: null }])
  await admit({ hoursAgo: 2, operation: 'UPDATE', ...v('v2') })
  expect(await theIssue()).toMatchObject({ status: 'open' })
})

test('a scanner that looked once does not keep open what another one saw go', async () => {
  await report(imageScan('v1', 6, ['CVE-2024-1']))
  await report(imageScan('v1', 5, ['CVE-2024-1', 'CVE-2024-2']), {}, 'grype')
  await admit({ hoursAgo: 4, ...v('v1') })
  await report(imageScan('v2', 3, []))
  expect((await issues()).map(({ status }) => status)).toEqual(['open', 'open'])
  await admit({ hoursAgo: 2, operation: 'UPDATE', ...v('v2') })
  expect(await issues()).toMatchObject([{ status: 'closed', reason: 'fixed' }, { status: 'open' }])
  expect((await episodes())[0]).toMatchObject({ fixBuiltAt: hoursAgo(3), rolledOutAt: hoursAgo(2) })
  await admit({ hoursAgo: 1, operation: 'UPDATE', ...v('v1') })
  expect((await issues()).map(({ status }) => status)).toEqual(['open', 'open'])
})

test('rolled out before the new digest was scanned, it closes once the scan comes in clean', async () => {
  await report(imageScan('v1', 5, ['CVE-2024-1']))
  await admit({ hoursAgo: 4, ...v('v1') }, { hoursAgo: 3, operation: 'UPDATE', ...v('v2') })
  expect(await theIssue()).toMatchObject({ status: 'open', running: null })
  await report(imageScan('v2', 1, []))
  expect(await theIssue()).toMatchObject({ status: 'closed', reason: 'fixed' })
  expect(await episodes()).toMatchObject([{ fixBuiltAt: hoursAgo(1), closedAt: hoursAgo(1) }])
})

test('deleting a workload is gone, never fixed: what was found in it', async () => {
  await admit({ hoursAgo: 5, privileged: true })
  await alert(falcoAlert(4))
  expect(await issues()).toMatchObject([
    { kind: 'misconfiguration', status: 'open' },
    { kind: 'threat', status: 'open' },
  ])
  await admit({ hoursAgo: 2, operation: 'DELETE' })
  const gone = { status: 'closed', reason: 'gone', closedAt: hoursAgo(2) }
  expect(await issues()).toMatchObject([gone, gone])
  expect(await episodes()).toMatchObject([{ reason: 'gone', rolledOutAt: null }, { reason: 'gone' }])
})

test('deleting a workload is gone, never fixed: what was found in its image', async () => {
  await report(imageScan('v1', 6, ['CVE-2024-1']))
  await admit({ hoursAgo: 5, ...v('v1') })
  await report(imageScan('v2', 4, []))
  await admit({ hoursAgo: 3, operation: 'DELETE' })
  expect(await theIssue()).toMatchObject({ status: 'closed', reason: 'gone' })
  expect(await episodes()).toMatchObject([{ reason: 'gone', rolledOutAt: null }])
})

test('deleting the only workload leaves the issue of an image open while no newer version was scanned', async () => {
  await report(imageScan('v1', 6, ['CVE-2024-1']))
  await admit({ hoursAgo: 5, ...v('v1') }, { hoursAgo: 3, operation: 'DELETE' })
  expect(await theIssue()).toMatchObject({ status: 'open', running: false })
})

test('deleted and admitted again in one go, a workload keeps its issue open', async () => {
  await admit({ hoursAgo: 5, privileged: true })
  await admit({ hoursAgo: 3, operation: 'DELETE' }, { hoursAgo: 2, privileged: true })
  expect(await theIssue()).toMatchObject({ status: 'open', reason: null })
  expect(await sightings()).toMatchObject([{ end: 'deleted' }, { firstSeenAt: hoursAgo(2), endedAt: null }])
})

test('a workload that moves to a version, never scanned, proves no fix', async () => {
  await report(imageScan('v1', 6, ['CVE-2024-1']))
  await admit({ hoursAgo: 5, ...v('v1') }, { hoursAgo: 4, operation: 'UPDATE', ...v('never-scanned') })
  expect(await theIssue()).toMatchObject({ status: 'open', running: null })
})

test('reopening makes episode 2 on the same issue and keeps the history', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  const { id } = await theIssue()
  await report(imageScan('v1', 7, []))
  const [first] = await episodes()
  await report(imageScan('v1', 4, ['CVE-2024-1']))
  expect(await theIssue()).toMatchObject({ id, status: 'open', reason: null, openedAt: hoursAgo(4), closedAt: null })
  expect(await episodes()).toEqual([
    first,
    expect.objectContaining({ number: 2, stage: 'build', openedAt: hoursAgo(4), closedAt: null, reason: null }),
  ])
  expect(await sightings()).toMatchObject([{ end: 'rescanned' }, { firstSeenAt: hoursAgo(4), endedAt: null }])
  await report(imageScan('v1', 2, []))
  expect(await theIssue()).toMatchObject({ id, status: 'closed', reason: 'fixed' })
  expect((await episodes()).map(({ closedAt }) => closedAt)).toEqual([hoursAgo(7), hoursAgo(2)])
})

test('an issue that opens again is due by its new episode', async () => {
  await report(imageScan('v1', 24 * 60, ['CVE-2024-1']))
  await report(imageScan('v1', 24 * 59, []))
  await report(imageScan('v1', 2, ['CVE-2024-1']))
  const day = hoursAgo(2 - 30 * 24)
    .toISOString()
    .slice(0, 10)
  expect(await theIssue()).toMatchObject({ status: 'open', dueAt: new Date(`${day}T23:59:59.999Z`) })
})

test('a dismissed issue stays dismissed when it is seen again', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  const { id } = await theIssue()
  await actOnIssue(SECURITY, { id, version: 1, action: { type: 'dismiss', reason: 'The function is never called.' } })
  for (const again of [
    imageScan('v1', 8, ['CVE-2024-1']),
    imageScan('v2', 7, ['CVE-2024-1']),
    imageScan('v2', 6, []),
  ]) {
    await report(again)
    expect(await theIssue()).toMatchObject({ id, status: 'dismissed' })
  }
  await report(imageScan('v1', 5, []))
  await report(imageScan('v1', 4, ['CVE-2024-1']))
  expect(await theIssue()).toMatchObject({ id, status: 'dismissed' })
  expect(await episodes()).toMatchObject([{ number: 1, closedAt: null }])
})

test('a dismissed issue comes back when its image starts to run', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  await admit({ hoursAgo: 8, name: 'other', images: ['docker.io/library/redis:8'] })
  const { id, version } = { ...(await theIssue()), version: 1 }
  await actOnIssue(SECURITY, { id, version, action: { type: 'dismiss', reason: 'It runs nowhere.' } })
  await admit({ hoursAgo: 5, ...v('v1') })
  expect(await theIssue()).toMatchObject({ id, status: 'open', running: true })
})

test('what a rescan finds in a version that a clean one has replaced everywhere stays open no longer than that', async () => {
  await report(imageScan('v1', 9, []))
  await admit({ hoursAgo: 8, ...v('v1') })
  await report(imageScan('v2', 7, []))
  await admit({ hoursAgo: 6, operation: 'UPDATE', ...v('v2') })
  await report(imageScan('v1', 5, ['CVE-2024-1']))
  expect(await theIssue()).toMatchObject({ status: 'closed', closedAt: hoursAgo(5) })
})

test('a rollback to a version in which it was seen opens the issue again, without a new scan', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  await admit({ hoursAgo: 8, ...v('v1') })
  await report(imageScan('v2', 7, []))
  await admit({ hoursAgo: 6, operation: 'UPDATE', ...v('v2') })
  const { id } = await theIssue()
  await admit({ hoursAgo: 4, operation: 'UPDATE', ...v('v1') })
  expect(await theIssue()).toMatchObject({ id, status: 'open', running: true, openedAt: hoursAgo(4) })
  expect(await episodes()).toMatchObject([
    { number: 1, reason: 'fixed' },
    { number: 2, openedAt: hoursAgo(4) },
  ])
})

test('a dismissal that is taken back after the problem went away leaves no issue open for ever', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  const { id } = await theIssue()
  await actOnIssue(SECURITY, { id, version: 1, action: { type: 'dismiss', reason: 'The function is never called.' } })
  await report(imageScan('v1', 5, []))
  const { version } = await theIssue()
  await actOnIssue(SECURITY, { id, version, action: { type: 'reopen', reason: 'It is called after all.' } })
  await report(imageScan('v1', 3, []))
  expect(await theIssue()).toMatchObject({ status: 'closed', reason: 'fixed' })
})
