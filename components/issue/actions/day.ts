/** The day that is so many days after a moment, in the reader's time zone, as a date field holds it: 2026-12-12. */
export function dayAfter(now: number, days: number): string {
  const date = new Date(now)
  date.setDate(date.getDate() + days)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The last second of a day in the reader's time zone; null when the field holds no day. */
export function endOfDay(day: string): Date | null {
  const end = new Date(`${day}T23:59:59`)
  return Number.isNaN(end.getTime()) ? null : end
}
