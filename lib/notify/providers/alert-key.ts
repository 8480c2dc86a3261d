import { createHash } from 'node:crypto'

/**
 * The name of a thing at an alerting service, at most `length` long: the same for all messages on it, and for no other
 * thing even where a key is too long.
 */
export function alertKey(dedupeKey: string, length: number): string {
  const key = `plimsoll:${dedupeKey}`
  if (key.length <= length) return key
  const hash = createHash('sha256').update(key).digest('hex')
  return `${key.slice(0, length - hash.length - 1)}:${hash}`
}
