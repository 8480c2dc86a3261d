import { AlarmClockOff, Eye, Hourglass, Ticket } from 'lucide-react'
import type { IssueRow } from '../../../lib/contract/issues.ts'

/** What people did about an issue, as small marks with words for those who cannot see them. */
export function TriageMarks({ issue: { pending, snoozedUntil, acknowledgedAt, tickets } }: { issue: IssueRow }) {
  return (
    <span className="inline-flex shrink-0 items-center gap-1 text-muted [&_svg]:size-3.5">
      {pending && (
        <Mark Icon={Hourglass} words={`Waits for a second person to accept it until ${day(pending.until)}`} />
      )}
      {snoozedUntil && <Mark Icon={AlarmClockOff} words={`Snoozed until ${day(snoozedUntil)}`} />}
      {acknowledgedAt && <Mark Icon={Eye} words={`Acknowledged ${day(acknowledgedAt)}`} />}
      {tickets > 0 && <Mark Icon={Ticket} words={tickets === 1 ? 'One ticket' : `${tickets} tickets`} />}
    </span>
  )
}

function Mark({ Icon, words }: { Icon: typeof Eye; words: string }) {
  return (
    <span title={words}>
      <Icon aria-hidden="true" />
      <span className="sr-only">{words}</span>
    </span>
  )
}

function day(time: string): string {
  return time.slice(0, 10)
}
