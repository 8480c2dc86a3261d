import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { Time } from '../../ui/time.tsx'
import { SlaCell } from '../queue/sla-cell.tsx'

/** By when it is due, and by which clock; why there is none, where there is none. */
export function IssueClock({ issue }: { issue: IssueDetail }) {
  const { clock } = issue.triage
  if (!clock) return <span className="text-muted">no clock runs while it is {issue.status}</span>
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <SlaCell issue={issue} />
      {issue.dueAt && issue.slaState !== 'paused' && (
        <span className="text-muted">
          <Time at={issue.dueAt} as="day" />
        </span>
      )}
      <span className="basis-full text-muted text-xs">
        {issue.status === 'excepted' && 'The clock stands while the risk is accepted. '}
        {clockWords(clock)}
      </span>
    </span>
  )
}

type Clock = NonNullable<IssueDetail['triage']['clock']>

/** Why this date: "7 days for critical severity, by the clock of its team in production". */
function clockWords({ days, band, by, businessDays, ruleFor, timeZone }: Clock): string {
  const length = days === null ? 'No date' : `${days} ${businessDays ? 'business ' : ''}${days === 1 ? 'day' : 'days'}`
  const whose = ruleFor.team ? 'the clock of its team' : 'the clock'
  const where = ruleFor.environment ? ` in ${ruleFor.environment}` : ruleFor.team ? '' : ' for all others'
  return `${length} for ${band} ${by}, by ${whose}${where}; days end at midnight in ${timeZone}`
}
