import * as z from 'zod'
import { operation } from './operation.ts'
import { Timestamp } from './page.ts'

export const BackgroundJob = z
  .object({
    id: z.int(),
    kind: z.string(),
    status: z.enum(['waiting', 'running', 'finished', 'failed', 'cancelled']),
    total: z.int().nullable().meta({ description: 'How much there is to do; null is not known yet' }),
    done: z.int(),
    failed: z.int().meta({ description: 'Of what is done' }),
    problem: z.string().nullable().meta({ description: 'What the last step failed of, when it did' }),
    by: z.string().nullable().meta({ description: 'Who started it; null for the product itself' }),
    createdAt: Timestamp,
    startedAt: Timestamp.nullable(),
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'BackgroundJob' })
export type BackgroundJob = z.infer<typeof BackgroundJob>

export const jobExample: BackgroundJob = {
  id: 1,
  kind: 'reassess',
  status: 'running',
  total: 1240,
  done: 310,
  failed: 0,
  problem: null,
  by: 'Ada Admin',
  createdAt: '2026-11-21T09:12:00.000Z',
  startedAt: '2026-11-21T09:12:01.000Z',
  finishedAt: null,
}

const params = z.object({ id: z.coerce.number().int().min(1) })

export const getJob = operation({
  id: 'getJob',
  method: 'GET',
  path: '/api/v1/jobs/{id}',
  summary: 'How far a piece of long work is',
  tag: 'Jobs',
  auth: 'user',
  params,
  out: BackgroundJob,
  status: 200,
  errors: ['not-found'],
  example: { params: { id: jobExample.id }, out: jobExample },
})

export const cancelJob = operation({
  id: 'cancelJob',
  method: 'POST',
  path: '/api/v1/jobs/{id}/cancel',
  summary: 'Stop a piece of long work; what is done stays done',
  tag: 'Jobs',
  auth: 'user',
  params,
  out: BackgroundJob,
  status: 200,
  errors: ['not-found', 'conflict'],
  example: {
    params: { id: jobExample.id },
    out: { ...jobExample, status: 'cancelled', finishedAt: '2026-11-21T09:13:00.000Z' },
  },
})

export const jobOperations = [getJob, cancelJob]
