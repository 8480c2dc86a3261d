import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { seed } from '../../../bench/seed.ts'
import type { Actor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { unownedImages, unownedNamespaces, unownedRepositories } from '../../store/ownership/unowned.ts'
import { watched } from '../../store/testing/watched.ts'
import { pageOfSearch } from '../issues/page.ts'
import { countSearch } from '../issues/search.ts'

const ISSUES = 60_000
const READER: Actor = { type: 'user', id: 'u', name: 'U', email: 'u@example.com', role: 'developer', teamIds: [1, 3] }
const SYSTEM: Actor = { type: 'system', name: 'test' }
const BIG = /Seq Scan on (issue|sighting|episode)\b/

beforeAll(async () => {
  const db = database()
  await seed(db, ISSUES)
  // One issue in twenty is a base image's, whose owner is not the team that runs it.
  await db.query(sql`
    INSERT INTO place (key, image_id, versions) SELECT 'image ' || id || ' all', id, 'all' FROM image ON CONFLICT DO NOTHING`)
  await db.query(sql`
    INSERT INTO place_workload SELECT DISTINCT p.id, c.workload_id FROM place p JOIN workload_container c ON c.image_id = p.image_id
    ON CONFLICT DO NOTHING`)
  await db.query(sql`
    UPDATE issue i SET place_id = p.id, owner_by = CASE WHEN i.id % 20 = 0 THEN 'base-image' ELSE owner_by END,
      team_id = CASE WHEN i.id % 20 = 0 THEN 2 ELSE team_id END
    FROM place p WHERE p.image_id = i.image_id AND p.versions = 'all'`)
  await db.query(sql`ANALYZE`)
}, 180_000)

test('a plan that scans is found out', async () => {
  const { db, scans } = watched(database(), BIG)
  await db.query(sql`SELECT FROM issue WHERE place = 'nowhere'`)
  expect(scans).toHaveLength(1)
})

test.each(['waiting:any', 'is:open waiting:any', 'waiting:mine', 'waiting:team-1 severity:high', 'waiting:any lib'])(
  'what waits for a base image is found without a scan: %s',
  async (text) => {
    for (const actor of [SYSTEM, READER]) {
      const { db, scans } = watched(database(), BIG)
      const search = await countSearch(db, actor, text)
      const { keys } = await pageOfSearch(db, search, { sort: 'risk', after: null, limit: 50 })
      expect(scans).toEqual([])
      if (text === 'waiting:any') expect(keys.length).toBeGreaterThan(0)
    }
  },
)

test('what nobody owns is listed without a scan', async () => {
  const { db, scans } = watched(database(), BIG)
  await unownedNamespaces(db, 100)
  await unownedImages(db, 100)
  await unownedRepositories(db, 100)
  expect(scans).toEqual([])
})
