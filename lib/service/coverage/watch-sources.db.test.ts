import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { falcoAlert } from '../engine/testing/alerts.ts'
import { admit, alert, report } from '../engine/testing/intake.ts'
import { expectSound } from '../engine/testing/invariants.ts'
import { imageScan, REPOSITORY, repositoryScan } from '../engine/testing/scan-reports.ts'
import { episodes, issues } from '../engine/testing/state.ts'
import { resetWorld } from '../testing/world.ts'
import { watchSources } from './watch-sources.ts'

beforeEach(() => resetWorld([]))

const DAY_MS = 86_400_000

/** Makes it so that these streams reported nightly, and last so many days ago. */
async function heardLast(daysAgo: number, only = sql`true`): Promise<void> {
  await database().query(sql`
    UPDATE source_stream SET gaps_minutes = '{1440,1440,1440,1440}', last_at = now() - make_interval(days => ${daysAgo}),
      first_at = now() - interval '30 days', silent_at = now() - make_interval(days => ${daysAgo - 2}) WHERE ${only}`)
}

const silences = async () => (await issues()).filter(({ key }) => key.includes('plimsoll:source-silent'))

test('a scanner that skips an image which runs raises an issue to its owner, and the next scan closes it with evidence', async () => {
  await admit({ hoursAgo: 90, images: [`${REPOSITORY}:v1`], labels: { team: 'payments' } })
  await report(imageScan('v1', 80, ['CVE-2024-1']))
  expect(await watchSources()).toBe('idle')
  await heardLast(3, sql`image_id IS NOT NULL`)
  await watchSources()
  const [raised, ...others] = await silences()
  expect(others).toEqual([])
  expect(raised).toMatchObject({
    kind: 'misconfiguration',
    status: 'open',
    severity: 2,
    stages: ['build', 'deploy'],
    team: 'payments',
  })
  expect(raised?.key).toBe(`misconfiguration|rule=plimsoll:source-silent|image=${REPOSITORY}|path=|resource=trivy`)
  await expectSound()

  // Once is enough.
  expect(await watchSources()).toBe('idle')
  expect(await silences()).toHaveLength(1)

  await report(imageScan('v1', 0, ['CVE-2024-1']))
  await watchSources()
  expect((await silences()).map(({ status, reason }) => [status, reason])).toEqual([['closed', 'fixed']])
  expect((await episodes()).filter(({ reason }) => reason === 'fixed')).toHaveLength(1)
  await expectSound()

  await heardLast(9, sql`image_id IS NOT NULL`)
  await watchSources()
  expect((await silences()).map(({ status }) => status)).toEqual(['open'])
})

test('of an image that runs nowhere no scan is missed', async () => {
  await report(imageScan('v1', 80, ['CVE-2024-1']))
  await heardLast(3, sql`image_id IS NOT NULL`)
  await watchSources()
  expect(await silences()).toEqual([])
})

test('a scanner that is silent altogether is one issue, however many images it left out', async () => {
  for (const name of ['pay', 'web', 'cart']) {
    const repository = `registry.example/shop/${name}`
    await admit({ hoursAgo: 90, name, images: [`${repository}:v1`] })
    await report(imageScan('v1', 80, [], { repository }))
  }
  await heardLast(3)
  await database().query(sql`UPDATE source_stream SET silent_at = NULL WHERE kind = 'admission'`)
  await watchSources()
  expect((await silences()).map(({ key }) => key)).toEqual([
    expect.stringMatching(/image=registry.example\/shop\/\w+\|path=\|resource=trivy, all of it$/),
  ])
  // It is back, but leaves one image out: that one is missed now.
  await report(imageScan('v2', 0, [], { repository: 'registry.example/shop/pay' }))
  await report(imageScan('v2', 0, [], { repository: 'registry.example/shop/web' }))
  await watchSources()
  const open = (await silences()).filter(({ status }) => status === 'open')
  expect(open.map(({ key }) => key)).toEqual([
    expect.stringContaining('image=registry.example/shop/cart|path=|resource=trivy'),
  ])
})

test('a sensor and a gate that fell silent are issues of their cluster', async () => {
  await admit({ hoursAgo: 90 })
  await alert(falcoAlert(80))
  await heardLast(5)
  await watchSources()
  expect((await silences()).map(({ key, severity, stages }) => [key, severity, stages])).toEqual([
    ['misconfiguration|rule=plimsoll:source-silent|cluster=shop-prod|resource=admission', 3, ['deploy']],
    ['misconfiguration|rule=plimsoll:source-silent|cluster=shop-prod|resource=falco', 3, ['runtime']],
  ])
  await expectSound()
  await alert(falcoAlert(0))
  await watchSources()
  expect((await silences()).map(({ status }) => status)).toEqual(['open', 'closed'])
  // Nothing is expected of the gate any more.
  await database().query(sql`UPDATE source_stream SET silent_at = NULL, watched = false WHERE kind = 'admission'`)
  await watchSources(new Date(Date.now() + DAY_MS))
  expect((await silences()).map(({ status, reason }) => [status, reason])).toEqual([
    ['closed', 'gone'],
    ['closed', 'fixed'],
  ])
  const told = await database().query<{ text: string }>(
    sql`SELECT evidence ->> 'text' AS text FROM episode WHERE evidence ->> 'text' LIKE 'The source%' ORDER BY closed_at`,
  )
  expect(told.map(({ text }) => text)).toEqual([
    'The source reported again',
    'The source is not expected to report any more',
  ])
  await expectSound()
})

test('a silence about a repository is its team’s, and one about a cluster its own team’s', async () => {
  await database().query(sql`
    INSERT INTO ownership_rule (position, kind, pattern, team_id)
    VALUES (1, 'codeowners', 'git.example/shop/pay/*', 4), (2, 'cluster', 'shop-*', 3)`)
  await admit({ hoursAgo: 90 })
  await report(repositoryScan(80, { secrets: [], rules: ['KSV-0017'], line: 3 }))
  await heardLast(3, sql`repository_id IS NOT NULL OR kind = 'admission'`)
  await watchSources()
  expect((await silences()).map(({ key, team }) => [key.split('|')[2], team])).toEqual([
    ['cluster=shop-prod', 'payments'],
    ['repository=git.example/shop/pay', 'storefront'],
  ])
  await expectSound()
})

test('a rhythm is learned from deliveries, one an hour at most, of each thing and of all together', async () => {
  await report(imageScan('v1', 80, []))
  await database().query(
    sql`UPDATE source_stream SET last_at = now() - interval '25 hours', first_at = now() - interval '2 days'`,
  )
  await report(imageScan('v2', 1, []))
  await report(imageScan('v3', 0, []))
  const streams = await database().query(sql`
    SELECT kind, source, i.repository, gaps_minutes AS gaps, silent_at AS "silentAt" FROM source_stream s
    LEFT JOIN image i ON i.id = s.image_id ORDER BY i.repository`)
  expect(streams).toEqual([
    { kind: 'reports', source: 'trivy', repository: REPOSITORY, gaps: [1500], silentAt: null },
    { kind: 'reports', source: 'trivy', repository: null, gaps: [1500], silentAt: null },
  ])
})
