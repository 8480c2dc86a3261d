import * as z from 'zod'
import { operation } from './operation.ts'
import { Timestamp } from './page.ts'

export const StatementChange = z
  .object({ id: z.int(), revokedAt: Timestamp.nullable().meta({ description: 'Null: it is in force' }) })
  .meta({ id: 'StatementChange' })
export type StatementChange = z.infer<typeof StatementChange>

const params = z.object({ id: z.coerce.number().int().min(1) })
const body = z.object({ reason: z.string().trim().min(1).max(2000) })

export const revokeStatement = operation({
  id: 'revokeStatement',
  method: 'POST',
  path: '/api/v1/statements/{id}/revoke',
  summary: 'Take a statement (VEX) out of force; issues that were dismissed by it alone are open again',
  tag: 'Issues',
  auth: 'user',
  params,
  body,
  out: StatementChange,
  status: 200,
  errors: ['invalid', 'not-found', 'conflict'],
  example: {
    params: { id: 5001 },
    body: { reason: 'We call the code from a job of our own' },
    out: { id: 5001, revokedAt: '2026-11-21T12:00:00.000Z' },
  },
})

export const restoreStatement = operation({
  id: 'restoreStatement',
  method: 'POST',
  path: '/api/v1/statements/{id}/restore',
  summary: 'Put a revoked statement (VEX) back into force',
  tag: 'Issues',
  auth: 'user',
  params,
  body,
  out: StatementChange,
  status: 200,
  errors: ['invalid', 'not-found', 'conflict'],
  example: {
    params: { id: 5002 },
    body: { reason: 'The job is gone' },
    out: { id: 5002, revokedAt: null },
  },
})

export const statementOperations = [revokeStatement, restoreStatement]
