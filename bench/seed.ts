import sql from 'sql-template-tag'
import { createDatabase, type Db } from '../lib/store/database.ts'
import { seedAssets, seedSize } from './seed-assets.ts'
import { seedIssues, seedScopes } from './seed-issues.ts'

const BATCH = 50_000

/** Fills an empty, migrated database with a believable shop of this many issues; `onProgress` hears the share done. */
export async function seed(db: Db, issues: number, onProgress: (share: number) => void = () => {}): Promise<void> {
  const size = seedSize(issues)
  await seedAssets(db, size)
  await seedScopes(db)
  await db.query(sql`ANALYZE`)
  for (let from = 1; from <= issues; from += BATCH) {
    await seedIssues(db, size, from, Math.min(issues, from + BATCH - 1))
    onProgress(Math.min(1, (from + BATCH - 1) / issues))
  }
  for (const table of [
    'team',
    'cluster',
    'image',
    'image_version',
    'workload',
    'place',
    'repository',
    'vulnerability',
    'package',
    'rule',
    'issue',
  ]) {
    await db.query(sql`SELECT setval(pg_get_serial_sequence(${table}, 'id'), ${Math.max(issues, 200)})`)
  }
  // What the worker folds all the time: one row a cell.
  await db.query(sql`
    WITH folded AS (DELETE FROM issue_count RETURNING cell, issues)
    INSERT INTO issue_count (cell, issues) SELECT cell, sum(issues) FROM folded GROUP BY cell`)
  await db.query(sql`
    WITH folded AS (DELETE FROM load_count RETURNING *)
    INSERT INTO load_count (place_id, team_id, image_id, issues, weight)
    SELECT place_id, team_id, image_id, sum(issues), sum(weight) FROM folded GROUP BY 1, 2, 3`)
  await db.query(sql`ANALYZE`)
}

if (import.meta.main) {
  const issues = Number(process.argv[2] ?? 1_000_000)
  const url = process.env.DATABASE_URL
  if (!url || !Number.isInteger(issues)) {
    console.error('usage: DATABASE_URL=postgres://… node bench/seed.ts [issues]')
    process.exit(2)
  }
  const db = createDatabase(url, 2)
  const startedAt = performance.now()
  await seed(db, issues, (share) =>
    console.log(`${Math.round(share * 100)} % after ${Math.round((performance.now() - startedAt) / 1000)} s`),
  )
  await db.close()
}
