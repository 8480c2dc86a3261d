import sql from 'sql-template-tag'
import type { UserActor } from '../lib/domain/actor.ts'
import type { OwnershipRule } from '../lib/domain/ownership.ts'
import { runNextStep } from '../lib/service/background/run-next-step.ts'
import { previewOwnership } from '../lib/service/ownership/preview.ts'
import { getOwnership, saveOwnership } from '../lib/service/ownership/rules.ts'
import { listUnowned } from '../lib/service/ownership/unowned.ts'
import { database } from '../lib/store/database.ts'
import { type Figure, printFigures } from './figures.ts'

const ADMIN: UserActor = {
  ...{ type: 'user', id: 'bench', name: 'Bench', email: 'bench@example.com', role: 'admin', teamIds: [] },
}
const BY_SUBJECT: OwnershipRule[] = [
  { kind: 'image-repository', pattern: 'registry.example.com/group-3/*', team: 'team-2' },
  { kind: 'namespace', pattern: 'ns-1*', team: 'team-3' },
]
const BY_COMPONENT: OwnershipRule[] = [...BY_SUBJECT, { kind: 'component', pattern: '*lib-1*', team: 'team-4' }]

/** What a change of the rules costs in a seeded shop, beside one read of all issues from end to end. */
export async function measureOwnership(): Promise<Figure[]> {
  const db = database()
  await db.query(sql`
    INSERT INTO "user" (id, name, email, role) VALUES ('bench', 'Bench', 'bench@example.com', 'admin') ON CONFLICT DO NOTHING`)
  const [{ n: issues } = { n: 0 }] = await db.query<{ n: number }>(sql`SELECT count(*) AS n FROM issue`)
  const read = await seconds(() => db.query(sql`SELECT max(place) FROM issue`))
  const baseline = { name: 'one read of all issues', value: read }
  const bySubject = await seconds(() => succeeded(previewOwnership(ADMIN, { rules: BY_SUBJECT, aliases: [] })))
  const byComponent = await seconds(() => succeeded(previewOwnership(ADMIN, { rules: BY_COMPONENT, aliases: [] })))
  const unowned = await seconds(() => succeeded(listUnowned(ADMIN)))
  const stored = await getOwnership(ADMIN)
  if (!stored.ok) throw new Error('the rules cannot be read')
  await succeeded(saveOwnership(ADMIN, { version: stored.value.version, rules: BY_SUBJECT, aliases: [] }))
  const owned = await seconds(async () => {
    while ((await runNextStep()) === 'more');
  })
  return [
    { name: `${issues} issues: preview of rules on images and namespaces`, value: bySubject, unit: 's', baseline },
    { name: 'with a rule on components', value: byComponent, unit: 's', baseline },
    { name: 'what nobody owns, with suggestions', value: unowned, unit: 's', baseline },
    { name: 'every owner found anew, in the background', value: owned, unit: 's', target: '< 300' },
  ]
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1000
}

async function succeeded(result: Promise<{ ok: boolean }>): Promise<void> {
  if (!(await result).ok) throw new Error('the service refused')
}

printFigures('Ownership', await measureOwnership())
await database().close()
