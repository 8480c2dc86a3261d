import Link from 'next/link'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { Callout } from '../../ui/callout.tsx'
import { Time } from '../../ui/time.tsx'
import { JoinedIssues } from '../actions/joined-issues.tsx'

/** What people decided about an issue, and what came of it, before anything else on its page. */
export function IssueNotices({ issue }: { issue: IssueDetail }) {
  const { exception, pending, triage } = issue
  const { closedTooEarly, joinedInto, joined, snooze } = triage
  return (
    <div className="flex flex-col gap-2 pb-2 empty:pb-0">
      {closedTooEarly && <ClosedTooEarly closing={closedTooEarly} />}
      {pending && (
        <Callout tone="warn" title="Waits for a second person">
          <p className="whitespace-pre-line">{pending.reason}</p>
          <p className="text-muted">
            {nameOf(pending.by)} asked <Time at={pending.at} /> to accept the risk until{' '}
            <Time at={pending.until} as="day" />. Its clock goes on until another person approves.
          </p>
        </Callout>
      )}
      {exception && (
        <Callout tone="warn" title="The risk is accepted for a while">
          <p className="whitespace-pre-line">{exception.reason}</p>
          <p className="text-muted">
            By {nameOf(exception.by)} <Time at={exception.at} />
            {exception.approvedBy && <>, approved by {exception.approvedBy.name}</>}, until{' '}
            <Time at={exception.until} as="day" />
          </p>
        </Callout>
      )}
      {snooze && (
        <Callout title="Snoozed">
          {snooze.reason && <p className="whitespace-pre-line">{snooze.reason}</p>}
          <p className="text-muted">
            By {nameOf(snooze.by)} <Time at={snooze.at} />, until <Time at={snooze.until} as="day" />, or until it gets
            worse. Its clock goes on.
          </p>
        </Callout>
      )}
      {joinedInto && (
        <Callout title="Joined to another issue">
          <Link href={`/issues/${joinedInto.id}`} className="underline underline-offset-4">
            {joinedInto.title}
          </Link>
          <p className="text-muted">
            By {nameOf(joinedInto.by)} <Time at={joinedInto.at} />: {joinedInto.reason}
          </p>
        </Callout>
      )}
      {joined.length > 0 && <JoinedIssues issue={issue} />}
    </div>
  )
}

function ClosedTooEarly({ closing }: { closing: NonNullable<IssueDetail['triage']['closedTooEarly']> }) {
  const { by, at, how, seenAgain } = closing
  return (
    <Callout tone="warn" title={`Closed too early by ${by ?? 'somebody whose account is gone'}`}>
      <p className="whitespace-pre-line">{how}</p>
      <p className="text-muted">
        Closed <Time at={at} />
        {seenAgain && (
          <>
            {'; '}
            {seenAgain.source} saw it again in {seenAgain.subject} <Time at={seenAgain.at} />
            {seenAgain.reportId && (
              <>
                {' '}
                (
                <Link href={`/sources/reports/${seenAgain.reportId}`} className="underline underline-offset-4">
                  the report
                </Link>
                )
              </>
            )}
          </>
        )}
      </p>
    </Callout>
  )
}

function nameOf(person: { name: string } | null): string {
  return person?.name ?? 'somebody whose account is gone'
}
