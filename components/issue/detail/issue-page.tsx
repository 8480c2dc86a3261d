'use client'

import { useQuery } from '@tanstack/react-query'
import { ApiProblem } from '../../../lib/client/api.ts'
import { issueOptions } from '../../../lib/client/issues.ts'
import { useLive } from '../../../lib/client/live.ts'
import { Callout } from '../../ui/callout.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { IssueActionBar } from '../actions/issue-action-bar.tsx'
import { IssueBody } from './issue-body.tsx'
import { IssueStanding } from './issue-standing.tsx'

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
        <IssueStanding issue={data} />
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
