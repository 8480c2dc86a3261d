import { expect, test } from 'vitest'
import { nearestTeam } from './nearest-team.ts'

const teams = ['payments', 'platform', 'storefront', 'data-platform', 'pay'].map((slug) => ({ slug, name: slug }))

test.each([
  ['@shop/payments-team', 'payments'],
  ['group:default/Payments', 'payments'],
  ['paymets', 'payments'],
  ['storefront-web', 'storefront'],
  ['the-data-platform-squad', 'data-platform'],
  ['platform', 'platform'],
  ['pya', null],
  ['logistics', null],
  ['team', null],
  ['', null],
])('%s is meant to be %s', (name, slug) => {
  expect(nearestTeam(name, teams)?.slug ?? null).toBe(slug)
})

test('two that are as near are none', () => {
  expect(
    nearestTeam('data', [
      { slug: 'data-lake', name: '' },
      { slug: 'data-platform', name: '' },
    ]),
  ).toBeNull()
})
