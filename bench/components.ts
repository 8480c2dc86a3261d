import sql from 'sql-template-tag'
import type { ComponentSearchQuery } from '../lib/contract/components.ts'
import type { UserActor } from '../lib/domain/actor.ts'
import { searchComponents } from '../lib/service/components/search-components.ts'
import { database } from '../lib/store/database.ts'
import { type Figure, percentile, printFigures } from './figures.ts'
import { seedComponents } from './seed-components.ts'

const ROUNDS = 20

const SECURITY: UserActor = {
  ...{ type: 'user', id: 'security', name: 'Security', email: 'security@example.com', role: 'security', teamIds: [] },
}
const DEVELOPER: UserActor = { ...SECURITY, id: 'developer', role: 'developer', teamIds: [3] }

/** What everybody ships, what few ship and what nobody ships, as people ask for it. */
const QUESTIONS: Record<string, Pick<ComponentSearchQuery, 'q' | 'range'>> = {
  'in every image, a range of versions': { q: 'lib-7', range: '< 1.6' },
  'in every image, one version': { q: 'pkg:deb/debian/lib-7@1.4.0-1', range: '' },
  'in few images': { q: 'lib-15000', range: '' },
  'a thousand packages': { q: 'lib-15*', range: '>= 1.2 < 1.9' },
  'in no image': { q: 'log4j-core', range: '< 2.17' },
}

/** Times the search for components over everything that was built and over what runs, beside 200 rows of the table by key. */
export async function measureComponents(components: number): Promise<Figure[]> {
  await seedComponents(database(), components)
  const bare = await times(() =>
    database().query(sql`
    SELECT * FROM component c JOIN scope s ON s.id = c.scope_id WHERE c.scope_id = ${1 + Math.floor(Math.random() * 1000)} LIMIT 200`),
  )
  const baseline = { name: '200 rows by key, p95', value: percentile(bare, 0.95) }
  const figures: Figure[] = []
  for (const [asked, question] of Object.entries(QUESTIONS)) {
    for (const [over, running, actor] of [
      ['what was built', false, SECURITY],
      ['what was built, of one team', false, DEVELOPER],
      ['what runs', true, SECURITY],
    ] as const) {
      const samples = await times(async () => {
        const page = await searchComponents(actor, { ...question, running, limit: 50 })
        if (!page.ok) throw new Error(page.failure.detail)
      })
      const value = percentile(samples, 0.95)
      figures.push({ name: `${asked}, ${over}, p95`, value, unit: 'ms', target: '< 200', baseline })
    }
  }
  return figures
}

/** Milliseconds of every round but the first. */
async function times(work: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const startedAt = performance.now()
    await work()
    samples.push(performance.now() - startedAt)
  }
  return samples.slice(1)
}

if (import.meta.main) {
  const components = Number(process.argv[2] ?? 10_000_000)
  const figures = await measureComponents(components)
  const [stored] = await database().query<{ rows: number }>(sql`SELECT count(*)::integer AS rows FROM component`)
  printFigures(`Search over ${stored?.rows} components of images`, figures)
  await database().close()
}
