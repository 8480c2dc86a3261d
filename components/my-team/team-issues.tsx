'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { issueListOptions } from '../../lib/client/issues.ts'
import type { IssueSort } from '../../lib/contract/issues.ts'
import { SlaCell } from '../issue/queue/sla-cell.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { RiskScore } from '../ui/risk-score.tsx'
import { Section } from '../ui/section.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'

export const SHOWN = 5

/** The first issues of a search, with the way to all of them. */
export function TeamIssues({
  title,
  q,
  sort,
  empty,
  children,
}: {
  title: string
  q: string
  sort: IssueSort
  empty: ReactNode
  children?: ReactNode
}) {
  const list = useInfiniteQuery(issueListOptions(q, sort))
  const page = list.data?.pages[0]
  const all = `/issues?${new URLSearchParams({ q, ...(sort !== 'risk' && { sort }) })}`
  return (
    <Section
      title={title}
      note={
        page && page.total.value > 0 ? (
          <>
            {Math.min(SHOWN, page.rows.length)} of{' '}
            <Link href={all} className="underline decoration-control underline-offset-4">
              {page.total.value.toLocaleString('en-GB')}
              {page.total.bounded && '+'} {page.total.value === 1 ? 'issue' : 'issues'}
            </Link>
          </>
        ) : undefined
      }
    >
      {children}
      {list.error ? (
        <ErrorState what="these issues" error={list.error} onRetry={list.refetch} />
      ) : page ? (
        <FactsTable
          caption={title}
          rows={page.rows.slice(0, SHOWN)}
          rowKey={({ id }) => id}
          empty={empty}
          columns={[
            { heading: 'Risk', cell: ({ risk }) => <RiskScore risk={risk} /> },
            {
              heading: 'Issue',
              cell: ({ id, title: name }) => (
                <Link href={`/issues/${id}`} className="[overflow-wrap:anywhere] hover:underline">
                  {name}
                </Link>
              ),
            },
            { heading: 'Where', cell: ({ where }) => <span className="[overflow-wrap:anywhere]">{where.label}</span> },
            { heading: 'Due', cell: (issue) => <SlaCell issue={issue} /> },
          ]}
        />
      ) : (
        <SkeletonLines label={`Loading ${title.toLowerCase()}`} lines={4} />
      )}
    </Section>
  )
}
