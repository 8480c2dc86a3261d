import sql, { type Sql } from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { seed } from '../../../bench/seed.ts'
import { IMAGE_SORTS } from '../../contract/images.ts'
import { database } from '../../store/database.ts'
import { burdenOfImages } from '../../store/images/burden.ts'
import { factsOfImages } from '../../store/images/facts.ts'
import * as store from '../../store/images/list.ts'
import { watched } from '../../store/testing/watched.ts'

/** So many images with a version each that the planner would scan them all, did no index serve. */
beforeAll(async () => {
  const db = database()
  await seed(db, 20_000)
  await db.query(sql`
    INSERT INTO image (id, repository, created_at)
    SELECT 100000 + n, 'registry.example.com/many/' || n, now() - n * interval '1 second' FROM generate_series(1, 20000) n`)
  await db.query(sql`
    INSERT INTO image_version (id, image_id, digest, first_seen_at)
    SELECT id, id, 'sha256:' || id, now() FROM image WHERE id > 100000`)
  await db.query(sql`VACUUM ANALYZE`)
}, 120_000)

test('no statement of the list reads a table from end to end', async () => {
  const { db, scans } = watched(database(), /Seq Scan on (image|image_version|issue|sighting|scope|component)\b/)
  await db.query(sql`SELECT FROM image WHERE owner_by = 'hand'`)
  expect(scans.splice(0)).toHaveLength(1)
  const none = { words: [], teamIds: null, running: false, neverScanned: false, readableTeamIds: null }
  for (const sort of IMAGE_SORTS) {
    for (const filter of [
      none,
      { ...none, running: true },
      { ...none, neverScanned: true },
      { ...none, readableTeamIds: [1] },
    ]) {
      const page = await store.listImages(db, filter, { sort, after: null, limit: 51 })
      const last = page.at(-1)
      await store.listImages(db, filter, {
        sort,
        after: last ? { value: last.key, id: last.id } : null,
        limit: 51,
      })
      const ids = page.map(({ id }) => id)
      await burdenOfImages(db, ids)
      await factsOfImages(db, ids)
    }
  }
  expect(scans).toEqual([])
})

test('the counts of a page come out of the index alone', async () => {
  const statements: Sql[] = []
  await burdenOfImages(
    {
      query: async (statement) => {
        statements.push(statement)
        return []
      },
    },
    [1, 2, 3],
  )
  const plan = await database().pool.query(`EXPLAIN ${statements[0]?.text}`, statements[0]?.values)
  expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Index Only Scan using issue_image_id_idx')
})
