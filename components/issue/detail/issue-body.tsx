import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { Section } from '../../ui/section.tsx'
import { IssueTimeline } from '../timeline/issue-timeline.tsx'
import { CoverageSentence } from './coverage-sentence.tsx'
import { IssueAlerts } from './issue-alerts.tsx'
import { IssueComments } from './issue-comments.tsx'
import { IssueDisagreements } from './issue-disagreements.tsx'
import { IssueEpisodes } from './issue-episodes.tsx'
import { IssueEvidence } from './issue-evidence.tsx'
import { IssueFacts } from './issue-facts.tsx'
import { IssueFix } from './issue-fix.tsx'
import { IssueNotices } from './issue-notices.tsx'
import { IssueProblem } from './issue-problem.tsx'
import { IssueStanding } from './issue-standing.tsx'
import { IssueStatements } from './issue-statements.tsx'
import { IssueVersions } from './issue-versions.tsx'
import { IssueWorkloads } from './issue-workloads.tsx'
import { RiskSum } from './risk-sum.tsx'

/** Everything about an issue below its title; `compact` is the column of the peek panel, without the long tables. */
export function IssueBody({ issue, compact = false }: { issue: IssueDetail; compact?: boolean }) {
  return (
    <div>
      <IssueNotices issue={issue} />
      {compact ? <Column issue={issue} /> : <Columns issue={issue} />}
      <div className="border-line border-t">
        <Section title="What happened" note="from build to runtime, oldest first">
          <IssueTimeline timeline={issue.timeline} compact={compact} />
        </Section>
        {!compact && <Details issue={issue} />}
      </div>
    </div>
  )
}

function Columns({ issue }: { issue: IssueDetail }) {
  return (
    <div className="gap-x-10 lg:grid lg:grid-cols-2">
      <RiskSection issue={issue} />
      <div className="border-line max-lg:border-t">
        <FactsSections issue={issue} />
      </div>
    </div>
  )
}

/** The panel has no line under its title, so it says here how bad it is and what it is. */
function Column({ issue }: { issue: IssueDetail }) {
  const { description } = issue.problem
  return (
    <div>
      <div className="flex flex-col gap-2 pb-2">
        <IssueStanding issue={issue} />
        {description && (
          <p className="line-clamp-4 whitespace-pre-line text-muted text-sm [overflow-wrap:anywhere]">{description}</p>
        )}
      </div>
      <FactsSections issue={issue} />
      <RiskSection issue={issue} />
    </div>
  )
}

function RiskSection({ issue }: { issue: IssueDetail }) {
  return (
    <Section title={`Risk ${issue.breakdown.total}`} note="as a sum">
      <RiskSum issue={issue} />
    </Section>
  )
}

function FactsSections({ issue }: { issue: IssueDetail }) {
  return (
    <>
      <Section title="At a glance">
        <IssueFacts issue={issue} />
      </Section>
      <Section title="The fix">
        <IssueFix issue={issue} />
      </Section>
    </>
  )
}

function Details({ issue }: { issue: IssueDetail }) {
  return (
    <>
      {issue.versions && (
        <Section title="Versions of the image" note={<CoverageSentence coverage={issue.coverage} />}>
          <IssueVersions versions={issue.versions} imageId={issue.where.type === 'image' ? issue.where.id : null} />
        </Section>
      )}
      <Section title="Workloads" note="where it is, and what makes a break-in there worse">
        <IssueWorkloads workloads={issue.affectedWorkloads} />
      </Section>
      {issue.kind === 'threat' && (
        <Section title="Alerts" note="by the hour, newest first">
          <IssueAlerts alerts={issue.alerts} />
        </Section>
      )}
      <Section title="Evidence" note="by source, with the severity that each gives">
        <IssueDisagreements disagreements={issue.disagreements} />
        <IssueEvidence sightings={issue.sightings} />
      </Section>
      {issue.statements.rows.length > 0 && (
        <Section title="Statements" note="what others state about it (VEX), under the names that they give themselves">
          <IssueStatements issue={issue} />
        </Section>
      )}
      <Section title="Episodes" note="every time that it was open">
        <IssueEpisodes episodes={issue.episodes} />
      </Section>
      <Section title="About the problem">
        <IssueProblem issue={issue} />
      </Section>
      <Section title="Comments">
        <IssueComments issue={issue} />
      </Section>
    </>
  )
}
