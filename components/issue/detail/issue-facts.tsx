import Link from 'next/link'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { DescriptionList } from '../../ui/description-list.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { StageTrail } from '../../ui/stage-trail.tsx'
import { Time } from '../../ui/time.tsx'
import { Unknown } from '../../ui/unknown.tsx'
import { IssueTickets } from '../actions/issue-tickets.tsx'
import { IssueClock } from './issue-clock.tsx'
import { OwnerWhy } from './owner-why.tsx'

/** Whose it is, by when, and where it stands. */
export function IssueFacts({ issue }: { issue: IssueDetail }) {
  return (
    <DescriptionList
      items={[
        { term: 'Team', value: <OwnerWhy issue={issue} /> },
        { term: 'Assigned to', value: issue.assignee?.name ?? <span className="text-muted">nobody</span> },
        { term: 'Due', value: <IssueClock issue={issue} /> },
        { term: 'Acknowledged', value: <Acknowledged issue={issue} /> },
        { term: 'Tickets', value: <IssueTickets issue={issue} /> },
        { term: 'Where', value: <Place where={issue.where} /> },
        { term: 'Seen at', value: <StageTrail seen={issue.stages} named /> },
        { term: 'Runs now', value: <Runs issue={issue} /> },
        {
          term: 'From the internet',
          value:
            issue.exposed === null ? (
              <Unknown why="Nothing reports services, ingresses and network policies yet" />
            ) : issue.exposed ? (
              'reachable'
            ) : (
              'not reachable'
            ),
        },
        {
          term: 'Opened',
          value: (
            <>
              <Time at={issue.openedAt} />
              {issue.firstSeenAt !== issue.openedAt && (
                <span className="text-muted">
                  {' '}
                  (first seen <Time at={issue.firstSeenAt} />)
                </span>
              )}
            </>
          ),
        },
      ]}
    />
  )
}

function Acknowledged({ issue: { triage } }: { issue: IssueDetail }) {
  if (!triage.acknowledged) return <span className="text-muted">by nobody yet</span>
  const { by, at } = triage.acknowledged
  return (
    <>
      {by?.name ?? 'somebody whose account is gone'} <Time at={at} />
    </>
  )
}

function Place({ where }: { where: IssueDetail['where'] }) {
  return (
    <>
      <span className="flex min-w-0 items-center gap-1">
        {where.type === 'workload' ? (
          <Link href={`/workloads/${where.id}`} className="inline-flex min-w-0 underline underline-offset-4">
            <MiddleTruncate text={where.label} tail={16} />
          </Link>
        ) : (
          <MiddleTruncate text={where.label} tail={16} />
        )}
        <CopyButton text={where.label} label={`Copy ${where.type} name`} />
      </span>
      {where.detail && <span className="block text-muted [overflow-wrap:anywhere]">{where.detail}</span>}
    </>
  )
}

function Runs({ issue: { running, workloads } }: { issue: IssueDetail }) {
  if (running === null) return <Unknown why="No inventory tells what runs" />
  if (!running) return <>no, as far as the inventory tells</>
  if (workloads === 0) return <>yes</>
  return (
    <>
      in {workloads.toLocaleString('en-GB')} {workloads === 1 ? 'workload' : 'workloads'}
    </>
  )
}
