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
const open: Actionable = {
  ...{ kind: 'vulnerability', status: 'open', closeReason: null, teamId: 3 },
  ...{ acknowledged: false, snoozed: false, pending: null, mergedByHand: false, tickets: 0 },
}
const TRIAGE = ['comment', 'acknowledge', 'assign', 'team', 'snooze']

test('each role is offered what it may do', () => {
  const all = [...TRIAGE, 'accept', 'dismiss', 'resolve', 'link', 'merge']
  expect(allowedActions(person('security'), open)).toEqual(all)
  expect(allowedActions(person('developer'), open)).toEqual([...TRIAGE, 'resolve', 'link'])
  expect(allowedActions(person('developer'), { ...open, teamId: 4 })).toEqual([])
  expect(allowedActions(person('manager'), open)).toEqual(['comment'])
  expect(allowedActions(person('auditor'), open)).toEqual([])
})

test('threats are handled, all else is resolved, and only what a person ended is taken back by a person', () => {
  const threat: Actionable = { ...open, kind: 'threat' }
  expect(allowedActions(person('developer'), threat)).toContain('handle')
  expect(allowedActions(person('developer'), threat)).not.toContain('resolve')
  const closed = (closeReason: Actionable['closeReason']): Actionable => ({ ...open, status: 'closed', closeReason })
  const left = ['comment', 'assign', 'team', 'reopen', 'link']
  expect(allowedActions(person('developer'), { ...closed('handled'), kind: 'threat' })).toEqual(left)
  expect(allowedActions(person('developer'), closed('resolved'))).toEqual(left)
  expect(allowedActions(person('security'), closed('fixed'))).not.toContain('reopen')
  expect(allowedActions(person('developer'), { ...open, status: 'excepted' })).not.toContain('reopen')
  const dismissed = ['comment', 'assign', 'team', 'accept', 'resolve', 'reopen', 'link', 'merge']
  expect(allowedActions(person('security'), { ...open, status: 'dismissed' })).toEqual(dismissed)
})

test('what is done already is offered to be taken back', () => {
  const seen = allowedActions(person('developer'), { ...open, acknowledged: true, snoozed: true, tickets: 1 })
  expect(seen).toEqual(expect.arrayContaining(['unacknowledge', 'unsnooze', 'unlink']))
  expect(seen).not.toContain('acknowledge')
  const merged: Actionable = { ...open, status: 'closed', closeReason: 'merged', mergedByHand: true }
  expect(allowedActions(person('security'), merged)).toContain('split')
  expect(allowedActions(person('developer'), merged)).not.toContain('split')
})

test('nobody approves what they asked for themselves', () => {
  const asked = (userId: string) => allowedActions(person('security'), { ...open, pending: { userId } })
  expect(asked('u')).toContain('withdraw')
  expect(asked('u')).not.toContain('approve')
  expect(asked('somebody')).toEqual(expect.arrayContaining(['approve', 'decline']))
  expect(asked('somebody')).not.toContain('withdraw')
  expect(allowedActions(person('developer'), { ...open, pending: { userId: 'somebody' } })).not.toContain('approve')
})
