import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { resetWorld } from '../testing/world.ts'
import { applyDecisions } from './apply-decisions.ts'
import { processEventBatch } from './process-events.ts'
import { processReport } from './process-report.ts'
import { decide, imageRef } from './testing/admissions.ts'
import { falcoAlert } from './testing/alerts.ts'
import { receive, receiveAlerts, until } from './testing/intake.ts'
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
