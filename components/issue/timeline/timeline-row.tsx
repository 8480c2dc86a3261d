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
    <li className="flex break-inside-avoid gap-2 text-sm">
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
            <p className="line-clamp-3 max-w-[80ch] whitespace-pre-line text-muted [overflow-wrap:anywhere] print:line-clamp-none">
              {item.detail}
            </p>
          )}
        </div>
        <p className="flex shrink-0 flex-wrap items-baseline gap-x-3 text-muted text-xs leading-5 sm:flex-nowrap">
          <span className="max-sm:empty:hidden sm:w-32 sm:text-right">
            {item.until && (
              <>
                over <Duration from={item.at} to={item.until} />
              </>
            )}
            {link && (
              <>
                {' '}
                <Link
                  href={link.href}
                  aria-label={`${link.label}: ${item.title}`}
                  className="underline underline-offset-4"
                >
                  {link.label}
                </Link>
              </>
            )}
          </span>
          <span className="max-sm:empty:hidden sm:w-12">{item.stage}</span>
          <span className="sm:w-16 sm:text-right print:w-auto">
            <Time at={item.at} />
          </span>
        </p>
      </div>
    </li>
  )
}
