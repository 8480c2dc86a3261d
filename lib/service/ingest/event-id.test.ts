import { expect, test } from 'vitest'
import { eventId, eventIdTime, storageTime } from './event-id.ts'

const now = new Date('2026-11-21T12:00:00Z')
const at = '2026-11-20T16:07:12.123456Z'

test.each([
  ['2026-11-20T16:07:12.123456789Z', '2026-11-20T16:07:12.123456Z'],
  ['2026-11-20T16:07:12.9999999Z', '2026-11-20T16:07:12.999999Z'],
  ['2026-11-20T16:07:12Z', '2026-11-20T16:07:12.000000Z'],
  ['2026-11-14T12:00:00Z', '2026-11-14T12:00:00.000000Z'],
  ['2026-11-14T11:59:59Z', '2026-11-21T00:00:00.000000Z'],
  ['2026-11-22T12:00:00Z', '2026-11-22T12:00:00.000000Z'],
  ['2026-11-22T12:00:01Z', '2026-11-21T00:00:00.000000Z'],
  ['', '2026-11-21T00:00:00.000000Z'],
  ['yesterday', '2026-11-21T00:00:00.000000Z'],
])('an event of %s is kept under %s', (own, kept) => expect(storageTime(own, now, 30)).toBe(kept))

test('no event is kept under a day that retention has dropped', () => {
  expect(storageTime('2026-11-19T00:00:00Z', now, 1)).toBe('2026-11-21T00:00:00.000000Z')
})

test('an id is a UUID, tells its millisecond, and depends on source, cluster and content', () => {
  const id = eventId(at, 'falco', 1, Buffer.from('a'))
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Date(eventIdTime(id)).toISOString()).toBe('2026-11-20T16:07:12.123Z')
  expect(eventId(at, 'falco', 1, Buffer.from('a'))).toBe(id)
  const others = [
    eventId(at, 'audit', 1, Buffer.from('a')),
    eventId(at, 'falco', 2, Buffer.from('a')),
    eventId(at, 'falco', null, Buffer.from('a')),
    eventId(at, 'falco', 1, Buffer.from('b')),
  ]
  expect(new Set([id, ...others]).size).toBe(5)
})
