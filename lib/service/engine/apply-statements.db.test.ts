import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { resetWorld } from '../testing/world.ts'
import { imageRef } from './testing/admissions.ts'
import { admit, report } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { imageScan } from './testing/scan-reports.ts'
import { everyRow, issues, theIssue } from './testing/state.ts'
import { productOf, state } from './testing/statements.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

const scan = (version: string, hours: number, ids: Parameters<typeof imageScan>[2] = ['CVE-2024-1']) =>
  report(imageScan(version, hours, ids))
const status = async () => (await theIssue()).status

const timeline = () =>
  database().query<{ type: string; by: string | null; reason: string; author: string | null }>(sql`
    SELECT type, user_id AS by, data ->> 'reason' AS reason, data ->> 'author' AS author FROM timeline_entry ORDER BY at, id`)
const statements = () =>
  database().query<{ id: number; status: string; superseded: boolean; revoked: boolean }>(sql`
    SELECT id, status, superseded_at IS NOT NULL AS superseded, revoked_at IS NOT NULL AS revoked FROM vex_statement ORDER BY id`)
const current = async () => (await statements()).filter(({ superseded }) => !superseded).map(({ id }) => id)

test('a statement dismisses an issue that is there, in the name of its author and of nobody here', async () => {
  await scan('v1', 20)
  await state([{ words: 'Nothing calls it.' }], { author: 'Acme' })
  expect(await status()).toBe('dismissed')
  expect(await timeline()).toEqual([
    {
      ...{ type: 'dismissed', by: null, author: 'Acme' },
      reason: 'The vulnerable code is never run: Nothing calls it. (https://vex.example/1)',
    },
  ])
})

test('a statement that is there dismisses what opens later, and what is seen again', async () => {
  await state([{}])
  await scan('v1', 9, ['CVE-2024-1', 'CVE-2024-2'])
  expect(await issues()).toMatchObject([{ status: 'dismissed' }, { status: 'open' }])
})

test('what came back after it was closed is dismissed by a statement that came meanwhile', async () => {
  await scan('v1', 20)
  await scan('v1', 18, [])
  await state([{}])
  expect(await status()).toBe('closed')
  await scan('v1', 5)
  expect(await status()).toBe('dismissed')
})

test('the same report again changes nothing', async () => {
  await scan('v1', 20)
  await state([{}])
  const before = await everyRow(['report', 'report_chunk', 'source_stream', 'scope', 'vex_statement'])
  await state([{}], { atHoursAgo: 9 })
  await scan('v1', 20, ['CVE-2024-1'])
  expect(await everyRow(['report', 'report_chunk', 'source_stream', 'scope', 'vex_statement'])).toEqual(before)
  expect(await statements()).toHaveLength(1)
})

test('a statement about one version dismisses only what is seen in no other', async () => {
  await scan('v1', 20)
  await admit({ hoursAgo: 19, images: [imageRef('v1')] })
  await state([{ product: productOf('v1') }])
  expect(await status()).toBe('dismissed')
  await scan('v2', 8)
  await admit({ hoursAgo: 7, name: 'batch', images: [imageRef('v2')] })
  expect(await status()).toBe('open')
  expect((await timeline()).at(-1)).toMatchObject({
    ...{ type: 'woken', reason: 'it is seen where the statement of Acme does not apply' },
  })
  await scan('v2', 6, [])
  expect(await status()).toBe('dismissed')
  await state([{ product: productOf('v2') }], { document: 'b', author: 'Other' })
  await scan('v2', 5)
  expect(await status()).toBe('dismissed')
})

test.each([
  ['pkg:deb/debian/libc6@v1', undefined, 'dismissed'],
  ['pkg:deb/debian/libc6@v2', undefined, 'open'],
  ['pkg:deb/debian/libc6', undefined, 'dismissed'],
  ['pkg:deb/debian/zlib1g', undefined, 'open'],
  [productOf(), 'pkg:deb/debian/libc6', 'dismissed'],
  [productOf(), 'pkg:deb/debian/zlib1g', 'open'],
  [`${productOf()}&tag=v1`, undefined, 'dismissed'],
  [`${productOf()}&tag=v2`, undefined, 'open'],
  ['pkg:oci/web?repository_url=registry.example/shop/web', undefined, 'open'],
])('a statement about %s with %s leaves the issue %s', async (product, inside, expected) => {
  await scan('v1', 20)
  await state([{ product, ...(inside !== undefined && { inside }) }])
  expect(await status()).toBe(expected)
})

test('names of one vulnerability mean it in a statement too', async () => {
  await report(imageScan('v1', 20, [{ id: 'GHSA-aaaa-bbbb-cccc', alias: 'CVE-2024-1' }]))
  await state([{ id: 'GHSA-AAAA-BBBB-CCCC' }])
  expect(await status()).toBe('dismissed')
})

test('a statement that it is fixed closes nothing while a scan sees it there', async () => {
  await scan('v1', 20)
  await state([{ status: 'fixed', product: productOf('v1') }])
  expect(await status()).toBe('open')
  expect(await timeline()).toEqual([])
})

test('the newest statement wins, whenever it comes', async () => {
  await scan('v1', 20)
  await state([{}], { atHoursAgo: 10 })
  await state([{ status: 'affected' }], { document: 'b', author: 'Other', atHoursAgo: 12 })
  expect(await status()).toBe('dismissed')
  await state([{ status: 'under_investigation' }], { document: 'c', author: 'Third', atHoursAgo: 8 })
  expect(await status()).toBe('open')
  expect((await timeline()).at(-1)).toMatchObject({ reason: 'Third states that it is under investigation' })
})

test('a later statement of its author takes its place, an earlier one does not', async () => {
  await scan('v1', 20)
  await state([{}], { atHoursAgo: 10 })
  await state([{ status: 'affected' }], { document: 'older', atHoursAgo: 15 })
  expect(await status()).toBe('dismissed')
  await state([{ status: 'affected' }], { document: 'newer', atHoursAgo: 5 })
  expect(await status()).toBe('open')
  expect(await statements()).toMatchObject([
    { status: 'not_affected', superseded: true },
    { status: 'affected', superseded: false },
  ])
})

test('what a later version of a document no longer states is withdrawn, and an earlier version changes nothing', async () => {
  await scan('v1', 20)
  await state([{}, { id: 'CVE-2024-2' }], { atHoursAgo: 10 })
  await state([{ id: 'CVE-2024-2' }], { atHoursAgo: 8 })
  expect(await status()).toBe('open')
  expect((await timeline()).at(-1)).toMatchObject({ reason: 'the statement of Acme was withdrawn' })
  const late = await state([{}, { id: 'CVE-2024-3' }], { atHoursAgo: 9 })
  expect(await status()).toBe('open')
  expect(await current()).toHaveLength(1)
  const [row] = await database().query<{ unread: unknown }>(
    sql`SELECT summary -> 'unread' AS unread FROM report WHERE id = ${late.id}`,
  )
  expect(row?.unread).toMatchObject([{ reason: expect.stringContaining('came before') }])
})

test('a document that is sent for one image withdraws nothing that it says of another', async () => {
  await report(imageScan('v1', 20, ['CVE-2024-1']))
  const product = 'pkg:deb/debian/libc6'
  await state([{ product }], { atHoursAgo: 10 }, { image: 'registry.example/shop/pay:v1' })
  await state([{ product }], { atHoursAgo: 9 }, { image: 'registry.example/shop/web:v1' })
  expect([await status(), (await current()).length]).toEqual(['dismissed', 2])
})
