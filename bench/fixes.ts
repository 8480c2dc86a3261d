import sql from 'sql-template-tag'
import { FixListQuery } from '../lib/contract/fixes.ts'
import type { UserActor } from '../lib/domain/actor.ts'
import { keepFixes } from '../lib/service/fixes/keep-fixes.ts'
import { listFixes } from '../lib/service/fixes/list-fixes.ts'
import { database } from '../lib/store/database.ts'
import { type Figure, percentile, printFigures } from './figures.ts'

const ROUNDS = 20
/** Images whose issues are grouped: enough to time, few enough to wait for. */
const IMAGES = 100
const SECURITY: UserActor = {
  ...{ type: 'user', id: 'bench', name: 'Bench', email: 'bench@example.com', role: 'security', teamIds: [] },
}

/** Groups the issues of some images of a seeded shop into fixes, then those of one that changed, and asks for the list. */
export async function measureFixes(): Promise<Figure[]> {
  const db = database()
  await db.query(sql`DELETE FROM fix_due`)
  await db.query(sql`INSERT INTO fix_due (kind, subject_id) SELECT 'image', id FROM image ORDER BY id LIMIT ${IMAGES}`)
  const first = await seconds(settle)
  const [counted] = await db.query<{ fixes: number; issues: number }>(sql`
    SELECT (SELECT count(*) FROM fix) AS fixes, (SELECT count(*) FROM fix_issue) AS issues`)
  const changed: number[] = []
  for (let id = 1; id <= ROUNDS; id++) {
    await db.query(sql`INSERT INTO fix_due (kind, subject_id) VALUES ('image', ${id})`)
    changed.push(await seconds(settle))
  }
  const bare = await milliseconds(() => db.query(sql`SELECT * FROM fix WHERE id = 3`))
  const baseline = { name: 'one row by key, p95', value: percentile(bare, 0.95) }
  const figures: Figure[] = [
    { name: `${counted!.issues} issues of ${IMAGES} images into ${counted!.fixes} fixes`, value: first, unit: 's' },
    { name: 'fixes counted', value: counted!.fixes / first, unit: '/s' },
    { name: 'an image that changed, p50', value: percentile(changed, 0.5), unit: 's' },
    { name: 'an image that changed, p95', value: percentile(changed, 0.95), unit: 's', target: '< 60' },
  ]
  for (const [asked, query] of Object.entries({ 'all fixes': {}, 'those of a team': { team: 'team-1' } })) {
    const samples = await milliseconds(async () => {
      const listed = await listFixes(SECURITY, FixListQuery.parse(query))
      if (!listed.ok) throw new Error('the list was refused')
    })
    figures.push({ name: `${asked}, p95`, value: percentile(samples, 0.95), unit: 'ms', target: '≤ 50', baseline })
  }
  return figures
}

async function settle(): Promise<void> {
  while ((await keepFixes()) === 'more');
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1000
}

async function milliseconds(work: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = []
  for (let round = 0; round <= ROUNDS; round++) samples.push(1000 * (await seconds(work)))
  return samples.slice(1)
}

printFigures('Fixes', await measureFixes())
await database().close()
