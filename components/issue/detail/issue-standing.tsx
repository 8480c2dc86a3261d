import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import type { CloseReason } from '../../../lib/domain/lifecycle.ts'
import { Badge } from '../../ui/badge.tsx'
import { RiskScore } from '../../ui/risk-score.tsx'
import { SeverityBadge } from '../../ui/severity-badge.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'

/** How bad it is and where it stands, in one line. */
export function IssueStanding({ issue }: { issue: IssueDetail }) {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <RiskScore risk={issue.risk} />
      <SeverityBadge severity={issue.severity} />
      <StatusBadge status={issue.status} reason={issue.closeReason as CloseReason | null} />
      {issue.kev && (
        <span title="In the CISA catalogue of known exploited vulnerabilities">
          <Badge tone="danger">exploited</Badge>
        </span>
      )}
    </p>
  )
}
