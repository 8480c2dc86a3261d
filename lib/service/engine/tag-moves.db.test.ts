import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { getIssue } from '../issues/get-issue.ts'
import { resetWorld } from '../testing/world.ts'
import { imageRef } from './testing/admissions.ts'
import { hoursAgo } from './testing/clock.ts'
import { admit, report, SECURITY } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { image, listPackages } from './testing/package-lists.ts'
import { digestOf, imageScan } from './testing/scan-reports.ts'
import { issues } from './testing/state.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

const seen = (version: string, atHoursAgo: number, platform: string | null = null) =>
  listPackages(image(version, { tags: ['latest'], platform }), atHoursAgo, [])

function moves() {
  return database().query(sql`
    SELECT v.digest, t.moved_at AS at FROM image_tag t JOIN image_version v ON v.id = t.image_version_id
    ORDER BY t.moved_at, v.digest`)
}

const pointed = (version: string, atHoursAgo: number) => ({ digest: digestOf(version), at: hoursAgo(atHoursAgo) })

test('a tag that points to the same version again did not move', async () => {
  await seen('v1', 5)
  await seen('v1', 3)
  expect(await moves()).toEqual([pointed('v1', 5)])
})

test('a late report does not move a tag back: it has its place in the order', async () => {
  await seen('v1', 9)
  await seen('v3', 3)
  await seen('v2', 6)
  expect(await moves()).toEqual([pointed('v1', 9), pointed('v2', 6), pointed('v3', 3)])
})

test('a late report of the version before or after says nothing new but since when', async () => {
  await seen('v1', 8)
  await seen('v2', 3)
  await seen('v1', 6)
  expect(await moves()).toEqual([pointed('v1', 8), pointed('v2', 3)])
  await seen('v2', 5)
  await seen('v1', 9)
  expect(await moves()).toEqual([pointed('v1', 9), pointed('v2', 5)])
})

test('images of two platforms share a tag without moving it', async () => {
  await seen('v1', 9, 'linux/amd64')
  await seen('v1-arm', 8, 'linux/arm64')
  await seen('v1', 7, 'linux/amd64')
  await seen('v1-arm', 6, 'linux/arm64')
  expect(await moves()).toEqual([pointed('v1', 9), pointed('v1-arm', 8)])
  await seen('v2', 5, 'linux/amd64')
  expect(await moves()).toHaveLength(3)
})

const scan = (version: string, atHoursAgo: number, found: readonly string[]) =>
  report(imageScan(version, atHoursAgo, found, { tags: ['latest'] }))

/** Titles of what the first issue's timeline tells of tags. */
async function told(): Promise<string[]> {
  const [issue] = await issues()
  const found = await getIssue(SECURITY, issue?.id ?? 0)
  if (!found.ok) throw new Error(found.failure.detail)
  return found.value.timeline.items.flatMap(({ type, title }) => (type === 'tag-moved' ? title : []))
}

const short = (version: string) => digestOf(version).slice(0, 19)
const moved = (from: string, to: string) => `The tag latest moved from ${short(from)} to ${short(to)}`

test('the story of an issue tells when a tag moved from or to a version that has it', async () => {
  await scan('v0', 9, [])
  await scan('v1', 8, ['CVE-2024-1'])
  await scan('v2', 6, ['CVE-2024-1'])
  await scan('v3', 4, [])
  await scan('v4', 2, [])
  expect(await told()).toEqual([moved('v0', 'v1'), moved('v1', 'v2'), moved('v2', 'v3')])
})

test('what happened before an issue was known, or to its image alone, is not its story', async () => {
  await scan('v1', 8, [])
  await scan('v2', 6, [])
  await scan('v2', 4, ['CVE-2024-1'])
  await report(imageScan('v3', 2, [], { tags: ['other'] }))
  expect(await told()).toEqual([])
})

test('an admission of a tag with its digest tells that the tag moved', async () => {
  await scan('v1', 5, ['CVE-2024-1'])
  await admit({ hoursAgo: 3, images: [`${imageRef('latest')}@${digestOf('v2')}`] })
  expect(await moves()).toEqual([pointed('v1', 5), pointed('v2', 3)])
  expect(await told()).toEqual([moved('v1', 'v2')])
})
