import { clsx } from 'clsx'
import Link from 'next/link'
import { Duration, Time } from '../../ui/time.tsx'
import { LaneMark } from './lane-mark.tsx'
import { type KeyedItem, LANES, laneOf, linkOf } from './timeline-view.ts'

/** What turned the story: it is read first. */
const TURNS = new Set(['opened', 'reopened', 'closed', 'break-glass', 'denied', 'woken', 'expired'])

/** One step of the story: its mark stands in the lane of its stage, and its words name the stage too. */
export function TimelineRow({ item }: { item: KeyedItem }) {
  const own = laneOf(item.stage)
  const link = linkOf(item)
  return (
    <li className="flex gap-2 text-sm">
      <span className="flex shrink-0" aria-hidden="true">
        {LANES.map((lane) => (
          <span key={lane} className="relative flex w-5 justify-center pt-[11px] sm:w-7">
            <span className="absolute inset-y-0 left-1/2 border-line-strong border-l" />
            {lane === own && <LaneMark lane={lane} />}
          </span>
        ))}
      </span>
      <div className="flex min-w-0 flex-1 flex-col py-2 sm:flex-row sm:gap-x-4">
        <div className="min-w-0 flex-1">
          <p className={clsx('[overflow-wrap:anywhere]', TURNS.has(item.type) && 'font-medium')}>
            <span className="sr-only">{item.stage ? `At ${item.stage}: ` : 'By people or Plimsoll: '}</span>
            {item.title}
          </p>
          {item.detail && (
            <p className="max-w-[80ch] whitespace-pre-line text-muted [overflow-wrap:anywhere]">{item.detail}</p>
          )}
        </div>
        <p className="flex shrink-0 flex-wrap items-baseline gap-x-2 text-muted text-xs leading-5 sm:w-60 sm:justify-end">
          {link && (
            <Link href={link.href} aria-label={`${link.label}: ${item.title}`} className="underline underline-offset-4">
              {link.label}
            </Link>
          )}
          <span>{item.stage ?? ''}</span>
          {item.until && (
            <span>
              over <Duration from={item.at} to={item.until} />
            </span>
          )}
          <Time at={item.at} />
        </p>
      </div>
    </li>
  )
}
