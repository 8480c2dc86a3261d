'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { decisionListOptions, readDecisions } from '../../lib/client/decisions.ts'
import { decisionKeys } from '../../lib/client/query-keys.ts'
import { formatDay } from '../../lib/client/time-format.ts'
import { CoverageLine } from '../coverage/coverage-line.tsx'
import { NewRows } from '../table/new-rows.tsx'
import { PagedTable, usePagedRows } from '../table/paged-table.tsx'
import { useNews } from '../table/use-news.ts'
import { useNow } from '../ui/clock.tsx'
import { NothingConnected } from '../ui/empty-state.tsx'
import { FilterInput } from '../ui/filter-input.tsx'
import { Narrowed } from '../ui/narrowed.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Select } from '../ui/select.tsx'
import { DECISION_COLUMNS } from './decision-columns.tsx'
import { type Answer, useDecisionFilter } from './use-decision-filter.ts'

const ANSWERS = [
  { value: 'any', label: 'Any answer' },
  { value: 'deny', label: 'Refused' },
  { value: 'warn', label: 'Allowed, warned' },
  { value: 'allow', label: 'Allowed' },
  { value: 'broke-glass', label: 'By break-glass' },
] as const satisfies readonly { value: Answer; label: string }[]

/** What the deploy gate answered, newest first. */
export function DecisionList() {
  const { filter, isFiltered, answer, clear, ...change } = useDecisionFilter()
  const router = useRouter()
  const now = useNow()
  const list = useInfiniteQuery(decisionListOptions(filter))
  const rows = usePagedRows(list)
  const { fresh, showFresh } = useNews('sources', {
    queryKey: decisionKeys.list(filter),
    read: () => readDecisions(filter),
  })
  return (
    <>
      <PageHeader title="Decisions" actions={<NewRows count={fresh} onShow={showFresh} />}>
        <Select label="Answer" options={ANSWERS} value={answer} onChange={change.setAnswer} className="w-40!" />
        <FilterInput label="Cluster" value={filter.cluster ?? ''} onChange={change.setCluster} width="w-32" />
        <FilterInput label="Namespace" value={filter.namespace ?? ''} onChange={change.setNamespace} width="w-32" />
        <FilterInput label="Policy" value={filter.policy ?? ''} onChange={change.setPolicy} width="w-44" />
        {filter.since && (
          <Narrowed by={`Since ${formatDay(Date.parse(filter.since), now, 'UTC')}`} onRemove={change.anyTime} />
        )}
        {filter.trials === false && <Narrowed by="No trial runs" onRemove={change.withTrials} />}
      </PageHeader>
      <CoverageLine about={['gates']} />
      <PagedTable
        what="decisions"
        list={list}
        label="Decisions"
        columns={DECISION_COLUMNS}
        rows={rows}
        rowKey={(row) => row.id}
        rowLabel={(row) => `${row.verdict}: ${row.operation.toLowerCase()} ${row.kind} ${row.namespace}/${row.name}`}
        rowHeight={40}
        onOpen={(row) => router.push(`/decisions/${row.id}`)}
        clear={isFiltered ? clear : null}
        nothing={
          <NothingConnected title="The deploy gate was not asked yet" waiting="Waiting for the first admission">
            Decisions appear when an API server asks before it admits an object. Connect a cluster under Sources.
          </NothingConnected>
        }
      />
    </>
  )
}
