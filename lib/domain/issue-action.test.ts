import { expect, test } from 'vitest'
import type { UserActor } from './actor.ts'
import { type Actionable, allowedActions } from './issue-action.ts'

const person = (role: UserActor['role']): UserActor => ({
  type: 'user',
  id: 'u',
  name: 'U',
  email: 'u@example.com',
  role,
  teamIds: [3],
})
const open: Actionable = { kind: 'vulnerability', status: 'open', closeReason: null, teamId: 3 }

test('each role is offered what it may do', () => {
  expect(allowedActions(person('security'), open)).toEqual(['comment', 'assign', 'team', 'accept', 'dismiss'])
  expect(allowedActions(person('developer'), open)).toEqual(['comment', 'assign', 'team'])
  expect(allowedActions(person('developer'), { ...open, teamId: 4 })).toEqual([])
  expect(allowedActions(person('manager'), open)).toEqual(['comment'])
  expect(allowedActions(person('auditor'), open)).toEqual([])
})

test('threats are handled by hand, and only what a person ended is taken back by a person', () => {
  const threat: Actionable = { ...open, kind: 'threat' }
  expect(allowedActions(person('developer'), threat)).toContain('handle')
  const handled: Actionable = { ...threat, status: 'closed', closeReason: 'handled' }
  expect(allowedActions(person('developer'), handled)).toEqual(['comment', 'assign', 'team', 'reopen'])
  expect(allowedActions(person('security'), { ...open, status: 'closed', closeReason: 'fixed' })).not.toContain(
    'reopen',
  )
  expect(allowedActions(person('developer'), { ...open, status: 'excepted' })).not.toContain('reopen')
  expect(allowedActions(person('security'), { ...open, status: 'dismissed' })).toEqual([
    'comment',
    'assign',
    'team',
    'accept',
    'reopen',
  ])
})
