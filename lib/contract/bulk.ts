import * as z from 'zod'
import { IssueAction } from './issue-actions.ts'
import { issueExample } from './issues.ts'
import { operation } from './operation.ts'
import { filterText, PageQuery, pageOf } from './page.ts'

const Started = z.object({
  jobId: z.int().meta({ description: 'The job to watch, at /api/v1/jobs/{id}' }),
  total: z.int().meta({ description: 'Issues that it is about' }),
})
export type BulkStarted = z.infer<typeof Started>

const BulkItem = z.object({
  position: z.int(),
  issueId: z.int(),
  title: z.string().nullable().meta({ description: 'Null: the issue is gone' }),
  outcome: z.enum(['done', 'failed']).nullable().meta({ description: 'Null: not its turn yet' }),
  detail: z.string().meta({ description: 'Why it failed' }),
  mayUndo: z.boolean(),
})
export type BulkItem = z.infer<typeof BulkItem>

/** The job that the examples name. */
export const BULK_EXAMPLE = 21

const params = z.object({ id: z.coerce.number().int().min(1) })

export const startBulk = operation({
  id: 'startBulk',
  method: 'POST',
  path: '/api/v1/issues/bulk',
  summary: 'Do the same to every issue that matches a search text now, as a job with a result for each; at most 20,000',
  tag: 'Issues',
  auth: 'user',
  body: z.object({
    q: filterText(2000).meta({ description: 'Search text, as the queue takes it; an empty one is every issue' }),
    action: IssueAction,
  }),
  out: Started,
  status: 202,
  errors: ['invalid'],
  example: { body: { q: 'is:open', action: { type: 'acknowledge' } }, out: { jobId: BULK_EXAMPLE, total: 1 } },
})

export const bulkResults = operation({
  id: 'bulkResults',
  method: 'GET',
  path: '/api/v1/issues/bulk/{id}/results',
  summary: 'What came of each issue of a bulk action',
  tag: 'Issues',
  auth: 'user',
  params,
  query: PageQuery.extend({ outcome: z.enum(['done', 'failed']).optional() }),
  out: pageOf(BulkItem),
  status: 200,
  errors: ['not-found', 'invalid'],
  example: {
    params: { id: BULK_EXAMPLE },
    query: {},
    out: {
      rows: [
        {
          ...{ position: 1, issueId: issueExample.id, title: issueExample.title, outcome: 'done', detail: '' },
          mayUndo: true,
        },
      ],
      nextCursor: null,
    },
  },
})

export const undoBulk = operation({
  id: 'undoBulk',
  method: 'POST',
  path: '/api/v1/issues/bulk/{id}/undo',
  summary: 'Take a bulk action back where nobody has changed the issue since, as a job with a result for each',
  tag: 'Issues',
  auth: 'user',
  params,
  out: Started,
  status: 202,
  errors: ['not-found', 'conflict'],
  example: { params: { id: BULK_EXAMPLE }, out: { jobId: BULK_EXAMPLE + 1, total: 1 } },
})

export const bulkOperations = [startBulk, bulkResults, undoBulk]
