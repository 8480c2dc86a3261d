'use client'

import { formatDay, formatDuration, formatMoment, formatRelative } from '../../lib/client/time-format.ts'
import { useNow, useTimeZone } from './clock.tsx'

type Moment = string | number | Date

/** A moment: relative on screen, absolute with its zone on hover and in print; `as="day"` shows the date itself. */
export function Time({ at, as = 'relative' }: { at: Moment; as?: 'relative' | 'day' | 'moment' }) {
  const now = useNow()
  const timeZone = useTimeZone()
  const ms = new Date(at).getTime()
  const moment = formatMoment(ms, timeZone)
  const text = {
    relative: () => formatRelative(ms, now),
    day: () => formatDay(ms, now, timeZone),
    moment: () => moment,
  }
  return (
    <time
      dateTime={new Date(ms).toISOString()}
      title={moment}
      {...(as === 'relative' && { 'data-moment': moment })}
      className="whitespace-nowrap print:whitespace-normal"
    >
      {text[as]()}
    </time>
  )
}

/** How long something took, or takes since `from` when it has no end yet. */
export function Duration({ from, to }: { from: Moment; to?: Moment | null }) {
  const now = useNow()
  const end = to === null || to === undefined ? now : new Date(to).getTime()
  return <span className="whitespace-nowrap">{formatDuration(end - new Date(from).getTime())}</span>
}
