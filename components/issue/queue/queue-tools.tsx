'use client'

import { issueExportUrl } from '../../../lib/client/issues.ts'
import type { IssuePage, IssueSort } from '../../../lib/contract/issues.ts'
import { NewRows } from '../../table/new-rows.tsx'
import { DefinedNumber } from '../../ui/defined-number.tsx'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { Select } from '../../ui/select.tsx'

const SORT_OPTIONS = [
  { value: 'risk', label: 'Highest risk' },
  { value: 'due', label: 'Due first' },
  { value: 'opened', label: 'Newest' },
  { value: 'oldest', label: 'Oldest' },
] as const satisfies readonly { value: IssueSort; label: string }[]

/** How many issues there are, what is new, the order, and the way out as a file. */
export function QueueTools({
  q,
  sort,
  onSort,
  total,
  fresh,
  onFresh,
}: {
  q: string
  sort: IssueSort
  onSort: (sort: string) => void
  total: IssuePage['total'] | null
  fresh: number
  onFresh: () => void
}) {
  return (
    <>
      <NewRows count={fresh} onShow={onFresh} />
      <span role="status" className="whitespace-nowrap text-muted text-sm">
        {total && (
          <>
            <DefinedNumber
              value={`${total.value.toLocaleString('en-GB')}${total.bounded ? '+' : ''}`}
              definition={
                total.bounded
                  ? 'Counting stopped here; more issues match all the filters.'
                  : 'Issues that match all the filters and that you may see.'
              }
            />{' '}
            {total.value === 1 && !total.bounded ? 'issue' : 'issues'}
          </>
        )}
      </span>
      <Select options={SORT_OPTIONS} value={sort} onChange={onSort} label="Sort" className="w-34!" />
      <ExportMenu what="all that match" url={(format) => issueExportUrl(q, sort, format)} />
    </>
  )
}
