'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { metricRowsOptions, searchOf, trendsHref } from '../../lib/client/metrics.ts'
import { AGE_BUCKETS, ageBucketLabel } from '../../lib/domain/metrics/age-buckets.ts'
import { BEHIND, isOfToday } from '../../lib/domain/metrics/behind.ts'
import { basisDefinition, FIGURE_CODES, FIGURES, type FigureDefinition } from '../../lib/domain/metrics/definitions.ts'
import { PagedTable, usePagedRows } from '../table/paged-table.tsx'
import { useNow } from '../ui/clock.tsx'
import { NothingMatched } from '../ui/empty-state.tsx'
import { ExportMenu } from '../ui/export-menu.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Select } from '../ui/select.tsx'
import { rowColumns } from './row-columns.tsx'
import { scopeWords } from './scope-words.ts'
import { useTrendsFilter } from './use-trends-filter.ts'

const OPTIONS = FIGURE_CODES.map((value) => ({ value, label: FIGURES[value].title }))

/** The very rows that a figure of Trends was counted from. */
export function MetricRows() {
  const { scope } = useTrendsFilter()
  const [{ figure, age }, setFigure] = useQueryStates({
    figure: parseAsStringLiteral(FIGURE_CODES).withDefault('opened'),
    age: parseAsInteger,
  })
  const router = useRouter()
  const now = useNow()
  const filter = { ...scope, figure, ...(age !== null && { age }) }
  const list = useInfiniteQuery(metricRowsOptions(filter))
  const rows = usePagedRows(list)
  const { title, definition }: FigureDefinition = FIGURES[figure]
  const bucket = age === null ? undefined : AGE_BUCKETS[age]
  return (
    <>
      <PageHeader
        title={`Rows behind: ${title.toLowerCase()}${bucket ? `, ${ageBucketLabel(bucket)}` : ''}`}
        actions={
          <ExportMenu
            what="these rows"
            url={(format) => `/api/v1/metrics/rows/export?${searchOf(filter)}&format=${format}`}
          />
        }
      >
        <Select
          label="Figure"
          options={OPTIONS}
          value={figure}
          onChange={(value) => setFigure({ figure: value, age: null })}
          className="w-56!"
        />
        <Link href={trendsHref(scope)} className="text-sm underline decoration-control underline-offset-4">
          Back to Trends
        </Link>
      </PageHeader>
      <p className="px-4 pb-2 text-muted text-sm">
        {scopeWords(scope, now, isOfToday(figure))}, days in UTC. {definition} {basisDefinition(scope.as ?? 'then')}
      </p>
      <PagedTable
        what="rows"
        list={list}
        label={`Rows behind ${title}`}
        columns={rowColumns(BEHIND[figure].events.includes('fixed'))}
        rows={rows}
        rowKey={(row) => `${row.issueId} ${row.event} ${row.at}`}
        rowLabel={(row) => `${row.event}: ${row.issue?.title ?? `issue ${row.issueId}`}`}
        rowHeight={32}
        onOpen={(row) => row.issue && router.push(`/issues/${row.issue.id}`)}
        clear={null}
        nothing={<NothingMatched what="rows" />}
      />
    </>
  )
}
