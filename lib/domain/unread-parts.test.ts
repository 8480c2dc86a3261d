import { expect, test } from 'vitest'
import { UnreadParts } from './unread-parts.ts'

const parts = (count: number, reason: string) =>
  Array.from({ length: count }, (_, at) => ({ type: 'unread' as const, path: `${reason}[${at}]`, reason }))

test('counts all and keeps the first of each reason', () => {
  const told = new UnreadParts()
  told.add(parts(5000, 'It has no id'))
  told.add(parts(2, 'It is odd'))
  const { unread, unreadTotal } = told.told()
  expect(unreadTotal).toBe(5002)
  expect(unread).toHaveLength(22)
  expect(unread.at(-1)).toEqual({ type: 'unread', path: 'It is odd[1]', reason: 'It is odd' })
})

test('keeps a hundred at most', () => {
  const told = new UnreadParts()
  for (let reason = 0; reason < 500; reason++) told.add(parts(1, `reason ${reason}`))
  expect(told.told()).toMatchObject({ unreadTotal: 500, unread: { length: 100 } })
})
