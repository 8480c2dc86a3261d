import { createHash } from 'node:crypto'

const DAY_MS = 86_400_000
/** How far from now an event's own time may lie to be kept under it; its partition exists then. */
const PAST_DAYS = 7
const FUTURE_DAYS = 1

/** How many days an event may come late and still be kept under its own time. */
export function lateDays(retentionDays: number): number {
  return Math.min(PAST_DAYS, retentionDays)
}

const HAS_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/

/**
 * Under which time an event is stored: its own, in microseconds, or, when that is none or beyond belief, the day on which it
 * came in, so that the same event sent again that day has the same key.
 */
export function storageTime(ownTime: string, receivedAt: Date, retentionDays: number): string {
  const ms = HAS_TIME.test(ownTime) ? Date.parse(ownTime) : Number.NaN
  const oldest = receivedAt.getTime() - lateDays(retentionDays) * DAY_MS
  const believed = ms >= oldest && ms <= receivedAt.getTime() + FUTURE_DAYS * DAY_MS
  if (!believed) return `${receivedAt.toISOString().slice(0, 10)}T00:00:00.000000Z`
  const fraction = /\.(\d+)/.exec(ownTime)?.[1] ?? ''
  return `${new Date(ms).toISOString().slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, '0')}Z`
}

/**
 * The id of an event: a UUID of version 8 with the milliseconds of its time in front, so that it is found by its partition, and
 * 74 bits of the SHA-256 of source, cluster and content behind, so that the same event has the same id.
 */
export function eventId(at: string, source: string, clusterId: number | null, body: Buffer): string {
  const hash = createHash('sha256')
    .update(`${source}\0${clusterId ?? ''}\0`)
    .update(body)
    .digest()
  const time = Date.parse(at).toString(16).padStart(12, '0')
  const tail = hash.subarray(0, 10)
  tail[0] = 0x80 | ((tail[0] as number) & 0x0f)
  tail[2] = 0x80 | ((tail[2] as number) & 0x3f)
  const hex = time + tail.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The millisecond that an id carries. */
export function eventIdTime(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}
