import sql from 'sql-template-tag'
import { jobExample } from '../../../contract/jobs.ts'
import { database } from '../../../store/database.ts'
import type { ApiCase } from '../api-case.ts'

export const jobCases: ApiCase[] = [
  { operation: 'getJob', fails: 'not-found', send: { params: { id: 77 } } },
  { operation: 'getJob', fails: 'not-found', as: 'developer' },
  { operation: 'cancelJob', fails: 'not-found', send: { params: { id: 77 } } },
  {
    operation: 'cancelJob',
    fails: 'conflict',
    prepare: () =>
      database().query(
        sql`UPDATE background_job SET status = 'finished', finished_at = now() WHERE id = ${jobExample.id}`,
      ),
  },
]
