import type { IssueRow } from '../../../lib/contract/issues.ts'
import type { Column } from '../../table/column.ts'
import { Badge } from '../../ui/badge.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { RiskScore } from '../../ui/risk-score.tsx'
import { SeverityBadge } from '../../ui/severity-badge.tsx'
import { StageTrail } from '../../ui/stage-trail.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { SlaCell } from './sla-cell.tsx'
import { TriageMarks } from './triage-marks.tsx'

export const QUEUE_COLUMNS: readonly Column<IssueRow>[] = [
  {
    id: 'risk',
    header: 'Risk',
    width: 92,
    sort: [{ value: 'risk', direction: 'descending' }],
    cell: (issue) => <RiskScore risk={issue.risk} />,
  },
  { id: 'title', header: 'Issue', width: '30%', phone: 'title', cell: (issue) => <Title issue={issue} /> },
  { id: 'where', header: 'Where', width: null, cell: (issue) => <Where issue={issue} /> },
  {
    id: 'stages',
    header: 'Stages',
    width: 76,
    from: 'md',
    cell: (issue) => <StageTrail seen={issue.stages} />,
  },
  { id: 'team', header: 'Team', width: 132, from: 'md', cell: (issue) => <Owner issue={issue} /> },
  {
    id: 'age',
    header: 'Opened',
    width: 92,
    from: 'lg',
    sort: [
      { value: 'opened', direction: 'descending' },
      { value: 'oldest', direction: 'ascending' },
    ],
    cell: (issue) => <Time at={issue.openedAt} />,
  },
  {
    id: 'due',
    header: 'Due',
    width: 120,
    sort: [{ value: 'due', direction: 'ascending' }],
    cell: (issue) => <SlaCell issue={issue} />,
  },
  { id: 'fix', header: 'Fix', width: 128, from: 'lg', cell: (issue) => <Fix fix={issue.fix} /> },
]

function Title({ issue }: { issue: IssueRow }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <SeverityBadge severity={issue.severity} compact />
      <MiddleTruncate text={issue.title} tail={14} />
      {issue.kev && (
        <span className="shrink-0" title="In the CISA catalogue of known exploited vulnerabilities">
          <Badge tone="danger">exploited</Badge>
        </span>
      )}
      {issue.status !== 'open' && <StatusBadge status={issue.status} />}
      <TriageMarks issue={issue} />
    </span>
  )
}

function Where({ issue: { where } }: { issue: IssueRow }) {
  return <MiddleTruncate text={where.detail ? `${where.label} · ${where.detail}` : where.label} tail={16} />
}

function Owner({ issue: { team, assignee } }: { issue: IssueRow }) {
  const names = [team?.name ?? 'Nobody', assignee?.name].filter(Boolean).join(' · ')
  return (
    <span title={names} className="block truncate">
      <span className={team ? '' : 'text-muted'}>{team?.name ?? 'Nobody'}</span>
      {assignee && <span className="text-muted"> · {assignee.name}</span>}
    </span>
  )
}

function Fix({ fix }: { fix: IssueRow['fix'] }) {
  if (!fix.available) return <span className="text-muted">no fix yet</span>
  return fix.version ? <MiddleTruncate text={fix.version} tail={6} mono /> : <span>available</span>
}
