import { expect, test } from 'vitest'
import { grantsOfClaims } from './oidc-grants.ts'

const rules = { roleClaim: 'groups', roleOfValue: { ops: 'security' as const }, defaultRole: null, teamClaim: null }

test('the strongest of several roles counts; unknown values count for nothing', () => {
  expect(grantsOfClaims({ groups: ['developer', 'ops', 'x'] }, rules).role).toBe('security')
  expect(grantsOfClaims({ groups: 'manager' }, rules).role).toBe('manager')
  expect(grantsOfClaims({ groups: ['toString', 'constructor', 7, null] }, rules).role).toBeNull()
  expect(grantsOfClaims({}, { ...rules, defaultRole: 'developer' }).role).toBe('developer')
})

test('a claim is found by its own name first, then by its path', () => {
  const nested = { ...rules, roleClaim: 'realm_access.roles' }
  expect(grantsOfClaims({ realm_access: { roles: ['auditor'] } }, nested).role).toBe('auditor')
  expect(grantsOfClaims({ 'realm_access.roles': ['admin'], realm_access: { roles: ['auditor'] } }, nested).role).toBe(
    'admin',
  )
  expect(grantsOfClaims({ realm_access: 'x' }, nested).role).toBeNull()
})

test('groups are those of the claim for teams, and mean teams by their names only there', () => {
  const claims = { groups: ['dev', 'Payments'], teams: ['A', 3] }
  expect(grantsOfClaims(claims, rules)).toMatchObject({ groups: ['dev', 'Payments'], isSlug: false })
  expect(grantsOfClaims(claims, { ...rules, teamClaim: 'teams' })).toMatchObject({ groups: ['A'], isSlug: true })
  expect(grantsOfClaims({}, { ...rules, teamClaim: 'teams' }).groups).toEqual([])
})
