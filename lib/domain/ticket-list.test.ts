import { expect, test } from 'vitest'
import { ticketKey, ticketList } from './ticket-list.ts'

const url = 'https://jira.example/browse/PAY-7'
const kept = {
  route: { id: 5, name: 'Payments board', provider: 'jira' },
  ...{
    key: 'PAY-7',
    url,
    state: 'In progress',
    closed: false,
    checkedAt: new Date('2026-11-21T08:00:00Z'),
    problem: null,
  },
}
const linked = { id: 1, key: 'PAY-7', url, by: { id: 'u', name: 'Ada Osei' }, at: new Date('2026-11-20T08:00:00Z') }

test('a ticket that a route keeps and a person linked too is one, with what is known of it', () => {
  const other = { ...linked, id: 2, key: 'PAY-8', url: 'https://jira.example/browse/PAY-8' }
  const list = ticketList([kept], [linked, other])
  expect(list).toMatchObject([
    { id: null, key: 'PAY-7', route: { name: 'Payments board' }, state: 'In progress', closed: false },
    { id: 2, key: 'PAY-8', route: null, by: { name: 'Ada Osei' }, at: '2026-11-20T08:00:00.000Z', closed: null },
  ])
})

test('without an address nothing is taken for the same', () => {
  const alert = { ...kept, key: 'plimsoll:issue:1', url: null }
  expect(ticketList([alert, { ...alert, key: 'plimsoll:issue:2' }], [linked])).toHaveLength(3)
})

test.each([
  [url, 'PAY-7'],
  ['https://github.example/shop/pay/issues/12/', 'shop/pay#12'],
  ['https://gitlab.example/group/shop/pay/-/issues/4', 'group/shop/pay#4'],
  ['https://tracker.example/issues/4', '4'],
  ['https://tickets.example', 'tickets.example'],
])('the key of %s', (address, key) => expect(ticketKey(address)).toBe(key))
