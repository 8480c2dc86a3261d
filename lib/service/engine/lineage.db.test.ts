import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { IssueAction } from '../../contract/issue-actions.ts'
import { database } from '../../store/database.ts'
import { actOnIssue } from '../issues/act.ts'
import { getIssue } from '../issues/get-issue.ts'
import { resetWorld } from '../testing/world.ts'
import { hoursAgo } from './testing/clock.ts'
import { report, SECURITY } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { digestOf, type Found, imageScan, REPOSITORY, repositoryScan } from './testing/scan-reports.ts'
import { episodes, issues, sightings, theIssue } from './testing/state.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

async function act(id: number, version: number, action: IssueAction): Promise<void> {
  const done = await actOnIssue(SECURITY, { id, version, action })
  if (!done.ok) throw new Error(done.failure.detail)
}

async function detail(id: number) {
  const found = await getIssue(SECURITY, id)
  if (!found.ok) throw new Error(found.failure.detail)
  return found.value
}

/** Grype's report of the same version of the same image. */
function grypeScan(version: string, atHoursAgo: number, found: readonly Found[]): Record<string, unknown> {
  return {
    matches: found.map(({ id, fixed, severity = 'HIGH' }) => ({
      vulnerability: { id, severity, fix: { versions: fixed ? [fixed] : [], state: fixed ? 'fixed' : 'unknown' } },
      artifact: { name: 'libc6', version, type: 'deb', purl: `pkg:deb/debian/libc6@${version}` },
    })),
    source: {
      type: 'image',
      target: { userInput: `${REPOSITORY}:${version}`, repoDigests: [`${REPOSITORY}@${digestOf(version)}`] },
    },
    distro: { name: 'debian' },
    descriptor: { name: 'grype', version: '0.104.0', timestamp: hoursAgo(atHoursAgo).toISOString() },
  }
}

test('a newer digest: what is gone is built, what is new is new, the rest keeps its triage', async () => {
  await report(imageScan('v1', 5, ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3', 'CVE-2024-4']))
  const [, second, third, fourth] = await issues()
  await act(second!.id, 1, { type: 'assign', userId: 'user-developer' })
  await act(second!.id, 2, { type: 'comment', text: 'We wait for the vendor.' })
  await act(third!.id, 1, { type: 'dismiss', reason: 'The function is never called.' })
  const until = new Date(Date.now() + 20 * 86_400_000).toISOString()
  await act(fourth!.id, 1, { type: 'accept', reason: 'Not before the freeze ends.', until })
  const before = await issues()
  await report(imageScan('v2', 3, ['CVE-2024-2', 'CVE-2024-3', 'CVE-2024-4', 'CVE-2024-5']))
  const after = await issues()
  expect(after.slice(0, 4)).toEqual(before)
  expect(after[4]).toMatchObject({ status: 'open', assignee: null, openedAt: hoursAgo(3) })
  expect(after.slice(1, 4)).toMatchObject([
    { assignee: 'user-developer', status: 'open' },
    { status: 'dismissed' },
    { status: 'excepted' },
  ])
  expect((await episodes()).map(({ fixBuiltAt }) => fixBuiltAt)).toEqual([hoursAgo(3), null, null, null, null])
  const built = await detail(before[0]!.id)
  expect(built.timeline.items.map(({ type }) => type)).toContain('fix-built')
  expect((await detail(second!.id)).timeline.items.map(({ detail: told }) => told)).toContain('We wait for the vendor.')
})

test('two tools on one digest: one issue, two sightings with their severities, and where they disagree', async () => {
  await report(imageScan('v1', 3, [{ id: 'CVE-2024-1', severity: 'HIGH', fixed: '2.36-9' }]))
  const { id } = await theIssue()
  expect((await detail(id)).disagreements).toEqual([])
  const grype = (found: readonly Found[], atHoursAgo: number) => report(grypeScan('v1', atHoursAgo, found), {}, 'grype')
  await grype([{ id: 'CVE-2024-1', severity: 'LOW' }], 2)
  expect((await sightings()).map(({ source }) => source)).toEqual(['grype', 'trivy'])
  const both = await detail(id)
  expect(both.sightings.rows.map(({ source, severity }) => [source, severity]).sort()).toEqual([
    ['grype', 'low'],
    ['trivy', 'high'],
  ])
  const subject = digestOf('v1')
  const [trivyAt, grypeAt] = [hoursAgo(3).toISOString(), hoursAgo(2).toISOString()]
  expect(both.disagreements).toEqual([
    {
      ...{ about: 'fix', subject },
      said: [
        { source: 'grype', says: 'knows no fix', scannedAt: grypeAt },
        { source: 'trivy', says: 'says that 2.36-9 fixes it', scannedAt: trivyAt },
      ],
    },
    {
      ...{ about: 'severity', subject },
      said: [
        { source: 'trivy', says: 'says high', scannedAt: trivyAt },
        { source: 'grype', says: 'says low', scannedAt: grypeAt },
      ],
    },
  ])
  await grype([], 1)
  expect(await theIssue()).toMatchObject({ status: 'open', severity: 3 })
  const unseen = [{ source: 'grype', says: 'does not see it', scannedAt: hoursAgo(1).toISOString() }]
  expect((await detail(id)).disagreements).toEqual([{ about: 'sight', subject, said: unseen }])
})

test('tools that looked at other versions do not disagree', async () => {
  await report(imageScan('v1', 3, ['CVE-2024-1']))
  await report(grypeScan('v2', 2, []), {}, 'grype')
  expect((await detail((await theIssue()).id)).disagreements).toEqual([])
})

test.each([
  ['of a canonical check', ['KSV012', 'AVD-KSV-0012', 'KSV-0012']],
  ['that no check claims', ['KSV991', 'AVD-KSV-0991', 'KSV-0991']],
  ['of another kind of file', ['AVD-AWS-0990', 'AWS-0990']],
])('a scanner that renames a rule %s reopens nothing', async (_, names) => {
  for (const [index, rule] of names.entries()) {
    await report(repositoryScan(9 - index, { secrets: [], rules: [rule], line: 3 + index }))
  }
  expect(await theIssue()).toMatchObject({ status: 'open', openedAt: hoursAgo(9) })
  expect(await episodes()).toHaveLength(1)
  expect(await sightings()).toMatchObject([{ endedAt: null }])
})

test('a scanner that learns the CVE of a vulnerability keeps its issue open, with its triage', async () => {
  await report(imageScan('v1', 5, ['GHSA-aaaa-bbbb-cccc']))
  const { id } = await theIssue()
  await act(id, 1, { type: 'assign', userId: 'user-developer' })
  await report(imageScan('v1', 4, [{ id: 'CVE-2024-1', alias: 'GHSA-aaaa-bbbb-cccc' }]))
  expect(await theIssue()).toMatchObject({ id, status: 'open', assignee: 'user-developer', openedAt: hoursAgo(5) })
  expect(await episodes()).toHaveLength(1)
})

test('an issue of an advisory joins that of its CVE once its scanner knows both, and nothing counts as fixed', async () => {
  const GHSA = 'GHSA-aaaa-bbbb-cccc'
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  const [cve] = await issues()
  await report(grypeScan('v1', 8, [{ id: GHSA }]), {}, 'grype')
  const advisory = (await issues()).find(({ id }) => id !== cve?.id)
  await act(advisory!.id, 1, { type: 'assign', userId: 'user-developer' })
  await act(advisory!.id, 2, { type: 'acknowledge' })
  await act(advisory!.id, 3, { type: 'link', url: 'https://jira.example/browse/PAY-7', key: '' })
  await act(advisory!.id, 4, { type: 'comment', text: '@developer look', mentions: ['user-developer'] })
  const learnt = grypeScan('v1', 7, [{ id: GHSA }]) as { matches: object[] }
  const matches = learnt.matches.map((match) => ({ ...match, relatedVulnerabilities: [{ id: 'CVE-2024-1' }] }))
  await report({ ...learnt, matches }, {}, 'grype')
  const [home, joined] = [cve, advisory].map((one) => one?.id)
  expect(await issues()).toMatchObject([
    { id: home, status: 'open', assignee: 'user-developer', openedAt: hoursAgo(9) },
    { id: joined, status: 'closed', reason: 'merged' },
  ])
  const active = (await sightings()).filter(({ endedAt }) => endedAt === null)
  expect(active.map(({ source }) => source)).toEqual(['grype', 'trivy'])
  expect(await detail(home!)).toMatchObject({
    acknowledgedAt: expect.any(String),
    triage: { acknowledged: { by: { id: 'user-security' } }, tickets: [{ key: 'PAY-7' }] },
  })
  expect(await database().query(sql`SELECT issue_id AS id FROM mention`)).toEqual([{ id: home }])
})

test('what people joined to an issue goes along when that turns out to be another one', async () => {
  const GHSA = 'GHSA-aaaa-bbbb-cccc'
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  await report(grypeScan('v1', 8, [{ id: GHSA }, { id: 'CVE-2024-9' }]), {}, 'grype')
  const [cve, other, advisory] = (await issues()).map(({ id }) => id) as [number, number, number]
  await act(other, 1, { type: 'merge', into: advisory, reason: 'The same flaw.' })
  const learnt = (atHoursAgo: number) => {
    const scan = grypeScan('v1', atHoursAgo, [{ id: GHSA }, { id: 'CVE-2024-9' }]) as { matches: object[] }
    const [first, second] = scan.matches
    return { ...scan, matches: [{ ...first, relatedVulnerabilities: [{ id: 'CVE-2024-1' }] }, second] }
  }
  for (const hours of [7, 6]) {
    await report(learnt(hours), {}, 'grype')
    expect((await issues()).map(({ id, status }) => [id, status])).toEqual([
      [cve, 'open'],
      [other, 'closed'],
      [advisory, 'closed'],
    ])
  }
  await act(other, (await detail(other)).version, { type: 'split' })
  expect((await issues()).map(({ status }) => status)).toEqual(['open', 'open', 'closed'])
  expect(await detail(cve)).toMatchObject({ openedAt: hoursAgo(9).toISOString() })
})
