import { beforeEach, expect, test } from 'vitest'
import type { UserActor } from '../../domain/actor.ts'
import { report, SECURITY } from '../engine/testing/intake.ts'
import { digestOf, imageScan, REPOSITORY } from '../engine/testing/scan-reports.ts'
import { theIssue } from '../engine/testing/state.ts'
import { productOf, state } from '../engine/testing/statements.ts'
import { resetWorld } from '../testing/world.ts'
import { revokeStatement } from '../vex/revoke.ts'
import { actOnIssue } from './act.ts'
import { getIssue } from './get-issue.ts'

const MANAGER: UserActor = { ...SECURITY, id: 'user-manager', role: 'manager' }

beforeEach(async () => {
  await resetWorld([])
  await report(imageScan('v1', 20, ['CVE-2024-1']))
})

async function detail(actor: UserActor = SECURITY) {
  const result = await getIssue(actor, (await theIssue()).id)
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}
const effects = async () => (await detail()).statements.rows.map(({ author, effect }) => [author, effect])

test('the issue shows who states what, why, in which document, and that it is dismissed by it', async () => {
  await state([{ words: 'Nothing calls it.', product: productOf('v1') }])
  const { statements, timeline } = await detail()
  expect(statements).toMatchObject({
    mayRevoke: true,
    total: { value: 1 },
    rows: [
      {
        ...{ author: 'Acme', document: 'https://vex.example/1', status: 'not_affected', effect: 'dismisses' },
        ...{ justification: 'vulnerable_code_not_in_execute_path', statement: 'Nothing calls it.', revoked: null },
        product: { image: { repository: REPOSITORY, tag: null, digest: digestOf('v1') }, purl: '' },
        reportId: expect.any(String),
      },
    ],
  })
  expect(timeline.items.at(-1)).toMatchObject({ type: 'stated', title: 'Dismissed by a statement of Acme', by: null })
  expect((await detail(MANAGER)).statements.mayRevoke).toBe(false)
})

test('a statement that it is fixed agrees where no scan sees it, and is contradicted where one does', async () => {
  await state([{ status: 'fixed', product: productOf('v2') }])
  expect(await effects()).toEqual([['Acme', 'agrees']])
  await report(imageScan('v2', 8, []))
  expect(await effects()).toEqual([['Acme', 'agrees']])
  await report(imageScan('v2', 7, ['CVE-2024-1']))
  expect(await effects()).toEqual([['Acme', 'contradicted']])
})

test('statements about other vulnerabilities, packages and images are not shown', async () => {
  await state([{ id: 'CVE-2024-2' }, { product: 'pkg:npm/knot' }, { product: 'pkg:oci/web?repository_url=r.io/web' }])
  expect(await effects()).toEqual([])
})

test('what was overruled, revoked or superseded is shown as that', async () => {
  await state([{}], { atHoursAgo: 9 })
  const { id, version } = await theIssue()
  await actOnIssue(SECURITY, { id, version, action: { type: 'reopen', reason: '' } })
  expect(await effects()).toEqual([['Acme', 'overruled']])
  await state([{ status: 'affected' }], { atHoursAgo: 8 })
  expect(await effects()).toEqual([
    ['Acme', 'noted'],
    ['Acme', 'superseded'],
  ])
  const first = (await detail()).statements.rows[0]?.id ?? 0
  await revokeStatement(SECURITY, first, 'Not theirs')
  const { rows } = (await detail()).statements
  expect(rows.find((row) => row.id === first)).toMatchObject({
    ...{ effect: 'revoked', revoked: { reason: 'Not theirs', by: { name: 'The security' } } },
  })
})
