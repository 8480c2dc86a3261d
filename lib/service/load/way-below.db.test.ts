import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import type { UserActor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { admit, report, SECURITY } from '../engine/testing/intake.ts'
import { imageScan } from '../engine/testing/scan-reports.ts'
import { resetWorld } from '../testing/world.ts'
import { setLoadLine } from './lines.ts'
import { bringBelowLine } from './way-below.ts'

const SYSTEM = { type: 'system', name: 'test' } as const
let workloadId = 0

/** One workload with issues that weigh 8.1, 3.6, 2.5 and 0.9; the first two are closed by one fix, the third by another. */
beforeEach(async () => {
  await resetWorld([])
  const db = database()
  await admit({ hoursAgo: 9, labels: { team: 'payments' } })
  await report(imageScan('v1', 8, ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3', 'CVE-2024-4']))
  await db.query(sql`
    UPDATE issue i SET risk = (ARRAY[90, 60, 50, 30])[right(v.name, 1)::integer] FROM vulnerability v WHERE v.id = i.vulnerability_id`)
  await db.query(sql`DELETE FROM fix`)
  await db.query(sql`
    INSERT INTO fix (id, key, key_hash, kind, identity, title, effort, opened_at)
    SELECT n, 'fix ' || n, decode(md5(n::text), 'hex'), 'package', '{}', 'Fix ' || n, 'S', now() FROM generate_series(1, 2) n`)
  await db.query(sql`
    INSERT INTO fix_issue (issue_id, fix_id, risk, team_id)
    SELECT i.id, CASE WHEN v.name IN ('CVE-2024-1', 'CVE-2024-2') THEN 2 ELSE 1 END, i.risk, i.team_id
    FROM issue i JOIN vulnerability v ON v.id = i.vulnerability_id WHERE v.name <> 'CVE-2024-4'`)
  await db.query(sql`
    INSERT INTO fix_share (fix_id, team_id, kind, effort, status, issues, risk, weight, workloads, sort)
    VALUES (1, 3, 'package', 'S', 'open', 1, 50, 2500, 1, 1), (2, 3, 'package', 'S', 'open', 2, 150, 11700, 1, 2)`)
  const [workload] = await db.query<{ id: number }>(sql`SELECT id FROM workload`)
  workloadId = workload!.id
})

async function way(query: Partial<Parameters<typeof bringBelowLine>[1]> = {}) {
  const result = await bringBelowLine(SYSTEM, { kind: 'workload', id: workloadId, namespace: '', ...query })
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}

const line = (limit: number, kind: 'workload' | 'team' = 'workload') =>
  setLoadLine(SECURITY, { kind, environment: null, teamId: null, limit, reason: 'A test.', replaces: null })

test('the fix that helps most comes first, and no more than it takes to come to the line', async () => {
  await line(5)
  const { load, limit, steps, reaches, withoutFix } = await way()
  expect({ load, limit, reaches, withoutFix }).toEqual({ load: 15.1, limit: 5, reaches: true, withoutFix: 0.9 })
  expect(steps).toEqual([
    {
      fix: { id: 2, title: 'Fix 2', kind: 'package', effort: 'S', status: 'open', issues: 2 },
      ...{ removes: 11.7, left: 3.4 },
    },
  ])
})

test('where all known fixes are not enough, all are named and the rest is told', async () => {
  await line(0.5)
  const { steps, reaches, withoutFix } = await way()
  expect(steps.map(({ fix, left }) => [fix.id, left])).toEqual([
    [2, 3.4],
    [1, 0.9],
  ])
  expect({ reaches, withoutFix }).toEqual({ reaches: false, withoutFix: 0.9 })
})

test('what a fix closed already helps no more', async () => {
  await line(0)
  await database().query(sql`UPDATE fix_issue SET fixed_at = now() WHERE fix_id = 2`)
  expect((await way()).steps.map(({ fix }) => fix.id)).toEqual([1])
})

test('a namespace, a cluster, an image and a team have ways of their own', async () => {
  const image = await database().query<{ id: number }>(sql`SELECT id FROM image`)
  for (const query of [
    { kind: 'namespace', id: 1, namespace: 'shop' },
    { kind: 'cluster', id: 1 },
    { kind: 'image', id: image[0]!.id },
    { kind: 'team', id: 3 },
  ] as const) {
    const { load, limit, steps, reaches } = await way(query)
    expect({ load, limit, reaches }).toEqual({ load: 15.1, limit: null, reaches: false })
    expect(steps.map(({ fix, removes }) => [fix.id, removes])).toEqual([
      [2, 11.7],
      [1, 2.5],
    ])
  }
})

test('another team’s way is not a developer’s to see', async () => {
  const developer: UserActor = { ...SECURITY, role: 'developer', teamIds: [4] }
  expect(await bringBelowLine(developer, { kind: 'workload', id: workloadId, namespace: '' })).toMatchObject({
    failure: { code: 'not-found' },
  })
  expect(await bringBelowLine(developer, { kind: 'cluster', id: 1, namespace: '' })).toMatchObject({ ok: false })
})
