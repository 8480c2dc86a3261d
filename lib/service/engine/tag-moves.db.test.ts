import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { resetWorld } from '../testing/world.ts'
import { hoursAgo } from './testing/clock.ts'
import { image, listPackages } from './testing/package-lists.ts'
import { digestOf } from './testing/scan-reports.ts'

beforeEach(() => resetWorld([]))

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
