import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { config } from '../../config.ts'
import { database } from '../../store/database.ts'
import { actOnIssue } from '../issues/act.ts'
import { resetWorld } from '../testing/world.ts'
import { falcoAlert } from './testing/alerts.ts'
import { hoursAgo } from './testing/clock.ts'
import { admit, alert, report, SECURITY } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { imageScan, numbered } from './testing/scan-reports.ts'
import { episodes, everyRow, issues, sightings, theIssue } from './testing/state.ts'
import { reopenExpired } from './upkeep/expired-exceptions.ts'
import { closeQuietThreats } from './upkeep/quiet-threats.ts'
import { UPKEEP } from './upkeep.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

const QUIET_HOURS = config.quietDays * 24

test.each([
  ['a known workload', true],
  ['a pod that nobody admitted', false],
])(
  'a threat of %s that was quiet for the configured time closes as quiet, and opens again when it is seen',
  async (_, known) => {
    if (known) await admit({ hoursAgo: QUIET_HOURS + 30 })
    await alert(falcoAlert(QUIET_HOURS + 20), falcoAlert(QUIET_HOURS + 10))
    const { id } = await theIssue()
    await closeQuietThreats(hoursAgo(10))
    expect(await theIssue()).toMatchObject({ id, status: 'open' })
    await closeQuietThreats(hoursAgo(9))
    expect(await theIssue()).toMatchObject({ id, status: 'closed', reason: 'quiet', closedAt: hoursAgo(9) })
    expect(await sightings()).toMatchObject([{ endedAt: hoursAgo(9), end: 'quiet' }])
    const first = { number: 1, openedAt: hoursAgo(QUIET_HOURS + 20), closedAt: hoursAgo(9), reason: 'quiet' }
    expect(await episodes()).toMatchObject([first])
    await alert(falcoAlert(3))
    expect(await theIssue()).toMatchObject({ id, status: 'open', reason: null, openedAt: hoursAgo(3) })
    expect(await episodes()).toMatchObject([
      first,
      { number: 2, stage: 'runtime', openedAt: hoursAgo(3), closedAt: null },
    ])
  },
)

test('what no sensor reported never closes as quiet', async () => {
  await report(imageScan('v1', QUIET_HOURS * 3, ['CVE-2024-1']))
  await admit({ hoursAgo: QUIET_HOURS * 2, privileged: true })
  const before = await everyRow()
  await closeQuietThreats(hoursAgo(0))
  expect(await everyRow()).toEqual(before)
})

async function accept(): Promise<Date> {
  const { id } = await theIssue()
  const until = hoursAgo(-48)
  const action = { type: 'accept', until: until.toISOString(), reason: 'The upgrade comes on Monday.' } as const
  const accepted = await actOnIssue(SECURITY, { id, version: 1, action })
  if (!accepted.ok) throw new Error(accepted.failure.detail)
  return until
}

test('an exception that has expired opens its issue again, in the episode that it was in', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  const until = await accept()
  await reopenExpired(new Date(until.getTime() - 1))
  expect(await theIssue()).toMatchObject({ status: 'excepted' })
  await reopenExpired(until)
  expect(await theIssue()).toMatchObject({ status: 'open', openedAt: hoursAgo(9) })
  expect(await episodes()).toMatchObject([{ number: 1, closedAt: null }])
  const told = await database().query(sql`
    SELECT t.at, (SELECT revoked_at FROM exception) AS "revokedAt" FROM timeline_entry t WHERE type = 'expired'`)
  expect(told).toEqual([{ at: until, revokedAt: until }])
})

test('an excepted issue closes when it is fixed', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  await accept()
  await report(imageScan('v1', 5, []))
  expect(await theIssue()).toMatchObject({ status: 'closed', reason: 'fixed' })
})

test('an excepted issue that closed and is seen again before its exception expires is excepted again, until then', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  const until = await accept()
  await report(imageScan('v1', 5, []))
  await report(imageScan('v1', 3, ['CVE-2024-1']))
  expect(await theIssue()).toMatchObject({ status: 'excepted' })
  expect(await episodes()).toMatchObject([
    { number: 1, reason: 'fixed' },
    { number: 2, closedAt: null },
  ])
  await reopenExpired(until)
  expect(await theIssue()).toMatchObject({ status: 'open' })
})

test('folding the counts leaves them exact, one row a cell', async () => {
  await report(imageScan('v1', 9, numbered(30)))
  await report(imageScan('v1', 8, numbered(25)))
  const fold = UPKEEP.find(({ name }) => name === 'fold-issue-counts')
  await fold?.run()
  await expectSound()
  const rows = await database().query<{ issues: number }>(sql`SELECT issues::int FROM issue_count ORDER BY issues`)
  expect(rows).toEqual([{ issues: 5 }, { issues: 25 }])
  expect(await issues()).toHaveLength(30)
})
