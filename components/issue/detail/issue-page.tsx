'use client'

import { useQuery } from '@tanstack/react-query'
import { ApiProblem } from '../../../lib/client/api.ts'
import { issueOptions } from '../../../lib/client/issues.ts'
import { useLive } from '../../../lib/client/live.ts'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import type { CloseReason } from '../../../lib/domain/lifecycle.ts'
import { Badge } from '../../ui/badge.tsx'
import { Callout } from '../../ui/callout.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { RiskScore } from '../../ui/risk-score.tsx'
import { SeverityBadge } from '../../ui/severity-badge.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { IssueActionBar } from '../actions/issue-action-bar.tsx'
import { IssueBody } from './issue-body.tsx'

/** One issue on a page of its own. */
export function IssuePage({ id }: { id: number }) {
  const { data, error, refetch } = useQuery(issueOptions(id))
  useLive('issues', () => void refetch({ cancelRefetch: false }))
  if (!data && error) return <ErrorState what="this issue" error={error} onRetry={refetch} />
  if (!data) {
    return (
      <div className="p-4">
        <SkeletonLines label="Loading the issue" lines={6} />
      </div>
    )
  }
  return (
    <article>
      <PageHeader title={data.title} actions={<IssueActionBar issue={data} />}>
        <Standing issue={data} />
      </PageHeader>
      <div className="px-4 pb-8">
        {data.problem.title && !data.title.includes(data.problem.title) && (
          <p className="max-w-[88ch] pb-2 text-muted [overflow-wrap:anywhere]">{data.problem.title}</p>
        )}
        {error && (
          <div className="pb-2">
            <Callout tone="warn" title="This may be out of date">
              It could not be read again. {error instanceof ApiProblem && error.detail}
            </Callout>
          </div>
        )}
        <IssueBody issue={data} />
      </div>
    </article>
  )
}

function Standing({ issue }: { issue: IssueDetail }) {
  return (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <RiskScore risk={issue.risk} />
      <SeverityBadge severity={issue.severity} />
      <StatusBadge status={issue.status} reason={issue.closeReason as CloseReason | null} />
      {issue.kev && (
        <span title="In the CISA catalogue of known exploited vulnerabilities">
          <Badge tone="danger">exploited</Badge>
        </span>
      )}
    </span>
  )
}
