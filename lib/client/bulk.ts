import { infiniteQueryOptions } from '@tanstack/react-query'
import type { BulkItem, BulkStarted } from '../contract/bulk.ts'
import type { IssueAction } from '../contract/issue-actions.ts'
import { get, send } from './api.ts'
import { bulkKeys } from './query-keys.ts'

/** Has the same done to everything that matches now. */
export function startBulk(q: string, action: IssueAction): Promise<BulkStarted> {
  return send('POST', '/api/v1/issues/bulk', { q, action })
}

export function undoBulk(jobId: number): Promise<BulkStarted> {
  return send('POST', `/api/v1/issues/bulk/${jobId}/undo`)
}

/** What came of each issue, what failed alone where that is asked for. */
export function bulkResultsOptions(jobId: number, outcome: 'failed' | null) {
  return infiniteQueryOptions({
    queryKey: bulkKeys.results(jobId, outcome),
    queryFn: ({ pageParam, signal }) =>
      get<{ rows: BulkItem[]; nextCursor: string | null }>(
        `/api/v1/issues/bulk/${jobId}/results`,
        { outcome, cursor: pageParam, limit: 100 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}
