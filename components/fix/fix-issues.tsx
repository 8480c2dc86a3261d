'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { fixIssuesOptions } from '../../lib/client/fixes.ts'
import type { FixIssueRow } from '../../lib/contract/fixes.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { Button } from '../ui/button.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { Time } from '../ui/time.tsx'
import { issueColumns } from './issue-columns.tsx'

/** The issues that the fix closes, the most dangerous first, with those that it closed. */
export function FixIssues({ id }: { id: number }) {
  const list = useInfiniteQuery(fixIssuesOptions(id))
  if (list.error) return <ErrorState what="the issues of this fix" error={list.error} onRetry={list.refetch} />
  if (list.isPending) return <SkeletonLines label="Loading the issues" lines={4} />
  const rows = list.data.pages.flatMap((page) => page.rows)
  return (
    <div className="flex flex-col items-start gap-2">
      <div className="w-full">
        <FactsTable
          caption="Issues of this fix"
          rows={rows}
          rowKey={({ issue }) => issue.id}
          empty="It has no issues any more."
          columns={[
            ...issueColumns<FixIssueRow>(({ issue }) => issue),
            {
              heading: 'Status',
              cell: ({ issue, fixedAt }) => (
                <span className="inline-flex items-center gap-2">
                  <StatusBadge status={issue.status} reason={fixedAt && issue.status === 'closed' ? 'fixed' : null} />
                  {fixedAt && <Time at={fixedAt} />}
                </span>
              ),
            },
          ]}
        />
      </div>
      {list.hasNextPage && (
        <Button size="small" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          More issues
        </Button>
      )}
    </div>
  )
}
