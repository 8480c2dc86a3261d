import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { actWithin } from '../issues/act.ts'
import { resetWorld, TEAMS } from '../testing/world.ts'
import { applyDecisions } from './apply-decisions.ts'
import { processEventBatch } from './process-events.ts'
import { processReport } from './process-report.ts'
import { decide, imageRef } from './testing/admissions.ts'
import { falcoAlert } from './testing/alerts.ts'
import { admit, receive, receiveAlerts, report, SECURITY, until } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { clusterScan, imageScan, numbered } from './testing/scan-reports.ts'
import { everyRow, issues } from './testing/state.ts'
import { rescoreDue } from './upkeep/rescore.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

test('reports, decisions and events that are processed at once lose nothing and agree with each other', async () => {
  const reports = [
    await receive(imageScan('v1', 9, numbered(200))),
    await receive(imageScan('v2', 5, numbered(150))),
    await receive(clusterScan('pay', 4, ['KSV017', 'KSV014'])),
  ]
  for (const name of ['pay', 'web', 'batch']) {
    await decide({ hoursAgo: 8, name, images: [imageRef('v1')], privileged: true, labels: { team: 'payments' } })
  }
  await decide({ hoursAgo: 3, operation: 'UPDATE', images: [imageRef('v2')], labels: { team: 'storefront' } })
  for (let at = 0; at < 5; at++) await receiveAlerts([falcoAlert(3 + at / 10), falcoAlert(2 + at / 10)])
  await Promise.all([
    ...reports.map((id) => processReport(id)),
    until(() => applyDecisions(2)),
    until(() => applyDecisions(2)),
    until(() => processEventBatch(2)),
  ])
  const all = await issues()
  expect(all.filter(({ kind }) => kind === 'vulnerability')).toHaveLength(200)
  expect(all.filter(({ kind }) => kind === 'misconfiguration')).toHaveLength(4)
  const [{ alerts } = { alerts: 0 }] = await database().query<{ alerts: number }>(
    sql`SELECT sum(alerts)::int AS alerts FROM alert`,
  )
  expect(alerts).toBe(10)
  while ((await rescoreDue()) === 'more');
  const before = await everyRow(['workload', 'fix_due'])
  await database().query(sql`UPDATE workload SET rescore_at = now()`)
  while ((await rescoreDue()) === 'more');
  expect(await everyRow(['workload', 'fix_due'])).toEqual(before)
})

test('a team that a person gives while issues are scored stays', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  await admit({ hoursAgo: 8, images: [imageRef('v1')], labels: { team: 'payments' } })
  const owned = () => database().query(sql`SELECT team_id AS team, owner_by AS by, risk FROM issue`)
  const [issue] = await database().query<{ id: number; version: number; risk: number }>(
    sql`SELECT id, version, risk FROM issue`,
  )
  await database().query(sql`UPDATE cluster SET environment = 'staging', rescore_at = now()`)
  const { scoring } = await database().transaction(async (tx) => {
    const action = { type: 'team', teamId: TEAMS.other } as const
    await actWithin(tx, SECURITY, { ...issue!, action }, new Date())
    const scoring = rescoreDue()
    // It has read the issue as it was, and waits for this transaction to write it.
    const blocked = () =>
      database().query(
        sql`SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )
    await expect.poll(blocked).toHaveLength(1)
    return { scoring }
  })
  await scoring
  expect(await owned()).toEqual([{ team: TEAMS.other, by: 'hand', risk: issue!.risk - 6 }])
})
