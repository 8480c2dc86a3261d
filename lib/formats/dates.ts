const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/i
/** The form nearly every date has; up to the 28th it is sure to exist, and its year alone can tell that it is sane. */
const PLAIN = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/
const EARLIEST = Date.UTC(1990, 0, 1)
const DAY_MS = 86_400_000

/**
 * An ISO 8601 date as UTC with milliseconds, or null when it is none or cannot be true: before 1990 (Go's zero time is
 * the year 1), or more than a day after the report came in. A time without a zone is read as UTC.
 */
export function saneDate(value: unknown, receivedAt: Date): string | null {
  if (typeof value !== 'string' || value.length > 40) return null
  if (PLAIN.test(value)) {
    const year = Number(value.slice(0, 4))
    if (year >= 1990 && year < receivedAt.getUTCFullYear()) return `${value.slice(0, 19)}.000Z`
  }
  const parts = ISO.exec(value)
  if (!parts) return null
  const time = Date.parse(`${parts[1]}T${parts[2] ?? '00:00'}${(parts[3] ?? 'Z').toUpperCase()}`)
  if (Number.isNaN(time) || time < EARLIEST || time > receivedAt.getTime() + DAY_MS) return null
  return new Date(time).toISOString()
}

/** A day that may lie ahead, `2026-11-21`; null when the text is none. */
export function dayOf(value: unknown): string | null {
  const day = typeof value === 'string' && value.length <= 40 ? ISO.exec(value)?.[1] : undefined
  return day !== undefined && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ? day : null
}
