import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { seed } from '../../../bench/seed.ts'
import { IssueDetail } from '../../contract/issue-detail.ts'
import type { Actor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { getIssue } from './get-issue.ts'

const SYSTEM: Actor = { type: 'system', name: 'test' }
/** A vulnerability of image 2, which workload 2 runs in its newer version. */
const IN_IMAGE = 41
/** A threat on workload 17. */
const THREAT = 56

beforeAll(async () => {
  await seed(database(), 20_000)
  await database().query(sql`
    INSERT INTO scope (key, source, scan, stage, image_version_id, first_seen_at, last_seen_at, complete_at)
    VALUES ('grype|42', 'grype', 'vulnerability', 'build', 42, now() - interval '2 days', now() - interval '1 day', now() - interval '1 day')`)
  await database().query(sql`
    UPDATE issue SET status = 'open', closed_at = NULL, close_reason = NULL, excepted_until = NULL WHERE id IN (${IN_IMAGE}, ${THREAT})`)
  await database().query(sql`
    UPDATE sighting SET ended_at = NULL, end_reason = NULL WHERE issue_id IN (${IN_IMAGE}, ${THREAT})`)
  await database().query(sql`
    UPDATE episode SET closed_at = NULL, close_reason = NULL WHERE issue_id IN (${IN_IMAGE}, ${THREAT})`)
  await database().query(sql`
    INSERT INTO sighting (issue_id, scope_id, severity, detail, first_seen_at)
    SELECT ${IN_IMAGE}, id, 2, '{"installedVersion": "1.4", "path": "app/lib.jar"}', now() - interval '2 days' FROM scope WHERE key = 'grype|42'`)
  await database().query(sql`
    UPDATE vulnerability SET links = '{https://example.com/a, "javascript:alert(1)", data:text/html}'
    WHERE id = (SELECT vulnerability_id FROM issue WHERE id = ${IN_IMAGE})`)
  await database().query(sql`
    INSERT INTO decision (id, cluster_id, request_uid, at, operation, namespace, kind, name, username, dry_run, verdict, results, break_glass, workload_id)
    VALUES ('0198f3c2-5d44-7c1a-9a55-0f2f6f1f4f10', 3, 'u', now() - interval '1 hour', 'UPDATE', 'ns-2', 'Deployment', 'service-2', 'ci',
      false, 'warn', '[{"policy": "p", "rule": "r", "action": "deny", "message": "Privileged."}]', 'Outage', 2)`)
  await database().query(sql`
    INSERT INTO alert (issue_id, hour, workload_id, alerts, first_at, last_at, last_event_at, last_event_id, sample)
    SELECT ${THREAT}, date_trunc('hour', now()), workload_id, 14, now() - interval '5 minutes', now(), now(),
      '0198f3c2-5d44-7c1a-9a55-0f2f6f1f4f10', '{"output": "A shell was spawned", "priority": "Alert"}'
    FROM issue WHERE id = ${THREAT}`)
})

async function detail(id: number): Promise<IssueDetail> {
  const found = await getIssue(SYSTEM, id)
  if (!found.ok) throw new Error(found.failure.detail)
  return IssueDetail.parse(found.value)
}

test('the risk is printed as a sum that adds up', async () => {
  for (const id of [IN_IMAGE, THREAT]) {
    const { breakdown } = await detail(id)
    expect(breakdown.parts.reduce((sum, { points }) => sum + points, 0)).toBe(breakdown.total)
    expect(breakdown.parts.map(({ code }) => code)).toContain('severity')
    expect(breakdown.unknown.length).toBeGreaterThan(0)
  }
})

test('every source is told apart, with what it said', async () => {
  const { sightings, fixChange } = await detail(IN_IMAGE)
  expect(sightings.rows.map(({ source }) => source).sort()).toEqual(['grype', 'trivy'])
  const grype = sightings.rows.find(({ source }) => source === 'grype')
  expect(grype).toMatchObject({ severity: 'medium', installedVersion: '1.4', place: 'app/lib.jar', active: true })
  expect(fixChange.known).toBe((await detail(IN_IMAGE)).fix.available)
})

test('where it is: versions with scan and running state, the workload that runs one, and how much was scanned', async () => {
  const { versions, affectedWorkloads, coverage } = await detail(IN_IMAGE)
  expect(versions?.rows.map(({ id, running, affected }) => [id, running, affected])).toEqual([
    [42, true, true],
    [2, false, false],
  ])
  expect(affectedWorkloads.rows).toMatchObject([{ id: 2, name: 'service-2', affected: true }])
  expect(coverage).toMatchObject({ runningVersions: 1, scannedVersions: 1, unresolved: 0 })
})

test('one timeline across the stages, oldest first', async () => {
  const { timeline } = await detail(IN_IMAGE)
  const times = timeline.items.map(({ at }) => at)
  expect(times).toEqual(times.toSorted())
  expect(timeline.items.map(({ type }) => type)).toEqual(expect.arrayContaining(['scanned', 'opened', 'break-glass']))
  const gate = timeline.items.find(({ type }) => type === 'break-glass')
  expect(gate).toMatchObject({ stage: 'deploy', detail: 'Outage\nPrivileged.', link: { type: 'decision' } })
  const threat = await detail(THREAT)
  expect(threat.timeline.items.find(({ type }) => type === 'alert')).toMatchObject({
    ...{ stage: 'runtime', count: 14, detail: 'A shell was spawned' },
  })
  expect(threat.alerts.rows).toMatchObject([{ alerts: 14 }])
})

test('only links that a browser may follow safely are links', async () => {
  expect((await detail(IN_IMAGE)).problem.links).toEqual(['https://example.com/a'])
})
