import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { overNow } from '../../store/load/over.ts'
import { admit, report, SECURITY } from '../engine/testing/intake.ts'
import { imageScan } from '../engine/testing/scan-reports.ts'
import { setLoadLine } from '../load/lines.ts'
import { listLoads } from '../load/loads.ts'
import { watchLoads } from '../load/watch-loads.ts'
import { resetWorld } from '../testing/world.ts'
import { listImages } from './list-images.ts'

beforeEach(() => resetWorld([]))

test('an image that two teams run has the line of its own team, in the list, in the ranking and where it is crossed', async () => {
  await admit({ hoursAgo: 9, labels: { team: 'payments' } })
  await admit({ hoursAgo: 8, name: 'till', labels: { team: 'storefront' } })
  await report(imageScan('v1', 7, ['CVE-2024-1']))
  await database().query(sql`UPDATE issue SET risk = 50`)
  const line = { kind: 'image', environment: null, reason: 'As agreed in October.', replaces: null } as const
  for (const [teamId, limit] of [
    [3, 0.5],
    [4, 90],
  ] as const)
    expect((await setLoadLine(SECURITY, { ...line, teamId, limit })).ok).toBe(true)
  await watchLoads()
  const own = { loadLine: { limit: 0.5, state: 'over', ofTeam: true } }
  const query = { q: '', limit: 5, running: false, neverScanned: false, sort: 'repository', cursor: undefined } as const
  const listed = await listImages(SECURITY, { ...query, team: undefined })
  expect(listed.ok && listed.value.rows).toMatchObject([{ ...own, teams: [{ id: 3 }, { id: 4 }] }])
  const ranked = await listLoads(SECURITY, { kind: 'image', limit: 5 })
  expect(ranked.ok && ranked.value.rows).toMatchObject([own])
  expect((await overNow(database())).map(({ kind }) => kind)).toEqual(['image'])
})
