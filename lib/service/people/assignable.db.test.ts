import { beforeEach, expect, test } from 'vitest'
import type { UserActor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { setDisabled } from '../../store/people/set-disabled.ts'
import { setTeams } from '../../store/people/set-teams.ts'
import { resetWorld, TEAMS } from '../testing/world.ts'
import { listAssignees } from './assignable.ts'

const developer: UserActor = {
  type: 'user',
  id: 'user-developer',
  name: 'The developer',
  email: 'developer@example.com',
  role: 'developer',
  teamIds: [TEAMS.own],
}

beforeEach(async () => {
  await resetWorld([])
  await database().transaction((tx) => setTeams(tx, '7Gk1', [TEAMS.other]))
})

async function namesFor(actor: UserActor, teamId: number | null): Promise<string[]> {
  const people = await listAssignees(actor, { teamId })
  if (!people.ok) throw new Error(people.failure.code)
  expect(people.value.rows.every((row) => Object.keys(row).join() === 'id,name')).toBe(true)
  return people.value.rows.map(({ name }) => name)
}

test('an issue of a team can be held by its developers and by those who deal with every team', async () => {
  expect(await namesFor(developer, TEAMS.own)).toEqual(['The admin', 'The developer', 'The security'])
  expect(await namesFor({ ...developer, role: 'security' }, TEAMS.other)).toEqual([
    'Ada Osei',
    'The admin',
    'The security',
  ])
})

test('what nobody owns can be held by any developer, and nothing by who cannot sign in', async () => {
  await database().transaction((tx) => setDisabled(tx, 'user-admin', true))
  expect(await namesFor(developer, null)).toEqual(['Ada Osei', 'The developer', 'The security'])
})
