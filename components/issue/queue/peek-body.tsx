import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { DescriptionList } from '../../ui/description-list.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { Section } from '../../ui/section.tsx'
import { SeverityBadge } from '../../ui/severity-badge.tsx'
import { StageTrail } from '../../ui/stage-trail.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'

/** The short form of an issue: what, how risky and why, whose, and what happened last. */
export function PeekBody({ issue }: { issue: IssueDetail }) {
  const { breakdown, timeline, problem, fixChange, team, assignee, where } = issue
  return (
    <div>
      <Section title="At a glance">
        <DescriptionList
          items={[
            { term: 'Status', value: <StatusBadge status={issue.status} /> },
            { term: 'Severity', value: <SeverityBadge severity={issue.severity} /> },
            { term: 'Where', value: <MiddleTruncate text={where.label} tail={24} /> },
            { term: 'Seen at', value: <StageTrail seen={issue.stages} named /> },
            { term: 'Team', value: team?.name ?? 'Nobody' },
            { term: 'Assigned to', value: assignee?.name ?? 'Nobody' },
            { term: 'Open since', value: <Time at={issue.openedAt} /> },
            { term: 'Fix', value: fixChange.title },
          ]}
        />
      </Section>
      {problem.description && (
        <Section title="What it is">
          <p className="whitespace-pre-line text-sm [overflow-wrap:anywhere]">{problem.description}</p>
        </Section>
      )}
      <Section title={`Risk ${breakdown.total}`} note="as a sum">
        <ul className="flex flex-col gap-1 text-sm">
          {breakdown.parts.map((part) => (
            <li key={part.code} className="flex gap-3">
              <span className="w-10 shrink-0 text-right font-medium">
                {part.points > 0 ? `+${part.points}` : `−${-part.points}`}
              </span>
              <span className="min-w-0 [overflow-wrap:anywhere]">{part.why}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="What happened" note="newest first">
        <ol className="flex flex-col gap-2 text-sm">
          {timeline.items
            .slice(-8)
            .toReversed()
            .map((item) => (
              <li key={`${item.at} ${item.type} ${item.title}`} className="[overflow-wrap:anywhere]">
                {item.title} <span className="text-muted">{item.detail}</span>{' '}
                <span className="text-muted text-xs">
                  <Time at={item.at} />
                </span>
              </li>
            ))}
        </ol>
      </Section>
    </div>
  )
}
