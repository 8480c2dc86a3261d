const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A duration for humans, its two largest units: "3 d 4 h", "12 min", "40 s". Negative reads as its length. */
export function formatDuration(milliseconds: number): string {
  const ms = Math.abs(milliseconds)
  if (ms < MINUTE) return `${Math.floor(ms / 1000)} s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`
  if (ms < DAY) return two(ms, HOUR, 'h', MINUTE, 'min')
  return two(ms, DAY, 'd', HOUR, 'h')
}

function two(ms: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % big) / small)
  const first = `${Math.floor(ms / big)} ${bigName}`
  return rest === 0 ? first : `${first} ${rest} ${smallName}`
}

/** "3 h ago", "in 5 d", "just now": one unit, rounded down, so that it is never more than was. */
export function formatRelative(at: number, now: number): string {
  const ms = Math.abs(now - at)
  if (ms < MINUTE) return 'just now'
  const length =
    ms < HOUR ? `${Math.floor(ms / MINUTE)} min` : ms < DAY ? `${Math.floor(ms / HOUR)} h` : `${Math.floor(ms / DAY)} d`
  return at > now ? `in ${length}` : `${length} ago`
}

/** "21 Nov 2026, 05:10:33 UTC", in the zone that is named. */
export function formatMoment(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(at)
}

/** "12 Dec", with the year when it is not the year of `now`. */
export function formatDay(at: number, now: number, timeZone: string): string {
  const sameYear = new Date(at).getUTCFullYear() === new Date(now).getUTCFullYear()
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone,
  }).format(at)
}

/** "23 Oct to 21 Nov", days as `2026-10-23`; one day alone when both are the same. */
export function formatSpan(from: string, to: string, now: number): string {
  const day = (text: string) => formatDay(Date.parse(text), now, 'UTC')
  return from === to ? day(from) : `${day(from)} to ${day(to)}`
}
