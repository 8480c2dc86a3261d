import fc from 'fast-check'
import sql from 'sql-template-tag'
import { expect, test } from 'vitest'
import type { IssueAction } from '../../contract/issue-actions.ts'
import { database } from '../../store/database.ts'
import { actOnIssue } from '../issues/act.ts'
import { resetWorld } from '../testing/world.ts'
import { restoreStatement, revokeStatement } from '../vex/revoke.ts'
import { applyStatements } from './apply-statements.ts'
import { type Admission, imageRef } from './testing/admissions.ts'
import { falcoAlert } from './testing/alerts.ts'
import { hoursAgo } from './testing/clock.ts'
import { admit, alert, report, SECURITY } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { clusterScan, digestOf, imageScan, REPOSITORY } from './testing/scan-reports.ts'
import { everyRow, issues } from './testing/state.ts'
import { productOf, state } from './testing/statements.ts'
import { reopenExpired } from './upkeep/expired-exceptions.ts'
import { closeQuietThreats } from './upkeep/quiet-threats.ts'
import { rescoreDue } from './upkeep/rescore.ts'

/** Something that happens to the shop so many hours ago. `told` is how a counterexample prints it. */
interface Step {
  told: string
  run: (hoursAgo: number) => Promise<unknown>
}

/** A story of this many steps takes a month, so that some threats are quiet for a week. */
const STEPS = 16
const STEP_HOURS = 45

const name = fc.constantFrom('pay', 'batch')
const version = fc.constantFrom('v1', 'v2', 'v3')
const step = <Facts>(told: string, facts: fc.Arbitrary<Facts>, run: (facts: Facts, at: number) => Promise<unknown>) =>
  facts.map((one): Step => ({ told: `${told} ${JSON.stringify(one)}`, run: (at) => run(one, at) }))

const scanned = step(
  'scan',
  fc.record({
    version,
    tags: fc.constantFrom(['stable'], []),
    found: fc.subarray(['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3']),
    tool: fc.constantFrom('trivy', 'grype'),
    lateHours: fc.constantFrom(0, 0, 0, 2.5 * STEP_HOURS),
  }),
  ({ version, tags, found, tool, lateHours }, at) =>
    report(imageScan(version, at + lateHours, found, { tags: [version, ...tags] }), {}, tool),
)

const admitted = step(
  'admit',
  fc.record({
    name,
    operation: fc.constantFrom<NonNullable<Admission['operation']>>('CREATE', 'UPDATE', 'DELETE'),
    image: fc.oneof(
      version.map(imageRef),
      version.map((one) => `${REPOSITORY}@${digestOf(one)}`),
      fc.constant(imageRef('stable')),
    ),
    privileged: fc.boolean(),
    team: fc.constantFrom('payments', 'storefront'),
  }),
  ({ image, team, ...facts }, at) => admit({ ...facts, hoursAgo: at, images: [image], labels: { team } }),
)

const alerted = step(
  'alert',
  fc.record({ name: fc.constantFrom('pay', 'batch', 'stranger'), priority: fc.constantFrom('Notice', 'Critical') }),
  ({ name, priority }, at) => alert(falcoAlert(at, { pod: `${name}-6f7d9c8b5d-x2v7q`, priority })),
)

const inspected = step(
  'cluster scan',
  fc.record({ name, rules: fc.subarray(['KSV017', 'KSV014']) }),
  ({ name, rules }, at) => report(clusterScan(name, at, rules)),
)

const ACTIONS: IssueAction[] = [
  { type: 'dismiss', reason: 'It is never called.' },
  { type: 'accept', until: hoursAgo(-24).toISOString(), reason: 'The upgrade comes on Monday.' },
  { type: 'handle', how: 'It was our own debugging.' },
  { type: 'team', teamId: 9 },
  { type: 'reopen', reason: '' },
]
const decided = step(
  'a person does',
  fc.record({ action: fc.constantFrom(...ACTIONS), which: fc.nat(9) }),
  async ({ action, which }) => {
    const all = await issues()
    const issue = all[which % Math.max(1, all.length)]
    // What cannot be done to it as it stands is refused, which is as good a story.
    if (issue) await actOnIssue(SECURITY, { id: issue.id, version: issue.version, action })
  },
)

const PRODUCTS = [productOf(), productOf('v1'), 'pkg:deb/debian/libc6', 'pkg:deb/debian/libc6@v2']
const stated = step(
  'somebody states',
  fc.record({
    id: fc.constantFrom('CVE-2024-1', 'CVE-2024-2'),
    author: fc.constantFrom('Acme', 'Other'),
    status: fc.constantFrom('not_affected', 'not_affected', 'affected', 'fixed'),
    product: fc.constantFrom(...PRODUCTS),
    lateHours: fc.constantFrom(0, 0, 3 * STEP_HOURS),
  }),
  ({ author, lateHours, ...one }, at) =>
    state([one], { author, document: `${author} ${one.product}`, atHoursAgo: at + lateHours }),
)

const revoked = step('a statement is revoked or restored', fc.nat(9), async (which) => {
  const ids = await database().query<{ id: number }>(sql`SELECT id FROM vex_statement ORDER BY id`)
  const id = ids[which % Math.max(1, ids.length)]?.id ?? 0
  const done = await revokeStatement(SECURITY, id, 'Not so')
  if (!done.ok) await restoreStatement(SECURITY, id, 'It is so')
})

const waited = step('time goes by', fc.constant(null), async (_, at) => {
  await closeQuietThreats(hoursAgo(at))
  await reopenExpired(hoursAgo(-25))
})

const story = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: scanned },
      { weight: 4, arbitrary: admitted },
      { weight: 2, arbitrary: alerted },
      { weight: 1, arbitrary: inspected },
      { weight: 2, arbitrary: decided },
      { weight: 3, arbitrary: stated },
      { weight: 1, arbitrary: revoked },
      { weight: 1, arbitrary: waited },
    ),
    { minLength: 4, maxLength: STEPS },
  )
  .map((steps) => ({ steps, [fc.toStringMethod]: () => steps.map(({ told }) => told).join('\n') }))

/** What the worker does every two seconds: some consequences wait for it. */
async function rescore(): Promise<void> {
  while ((await rescoreDue()) === 'more');
}

/** What is stated is in force without being asked for again. */
async function expectStated(): Promise<void> {
  const before = await issues()
  await database().transaction((tx) =>
    applyStatements(
      tx,
      before.map(({ id }) => id),
      new Date(),
    ),
  )
  expect(await issues()).toEqual(before)
}

test('whatever happens, what is stored agrees with itself, and scoring all of it again changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ steps }) => {
      await resetWorld([])
      for (const [index, { run }] of steps.entries()) {
        await run((STEPS - index) * STEP_HOURS)
        await expectSound()
        await expectStated()
      }
      await rescore()
      const before = await everyRow(['workload', 'fix_due'])
      await database().query(sql`UPDATE workload SET rescore_at = now()`)
      await rescore()
      expect(await everyRow(['workload', 'fix_due'])).toEqual(before)
    }),
    // The same stories each time, so that a failure is the change's; STORY_SEED and STORIES tell others.
    { seed: Number(process.env.STORY_SEED ?? 1), numRuns: Number(process.env.STORIES ?? 20) },
  )
}, 600_000)
