import * as z from 'zod'
import { VEX_STATUSES } from '../domain/observation.ts'
import { PersonRef } from './issues.ts'
import { operation } from './operation.ts'
import { Timestamp } from './page.ts'

export const STATEMENT_EFFECTS = [
  'dismisses',
  'excuses',
  'overruled',
  'partial',
  'agrees',
  'contradicted',
  'elsewhere',
  'outdated',
  'noted',
  'revoked',
  'superseded',
] as const

const Product = z.object({
  image: z.object({ repository: z.string(), tag: z.string().nullable(), digest: z.string().nullable() }).nullable(),
  repository: z.string().nullable(),
  purl: z.string().meta({ description: 'Package, without version; empty is the whole image or repository' }),
  version: z.string().meta({ description: 'Of the package; empty is every version' }),
})

export const IssueStatement = z
  .object({
    id: z.int(),
    author: z.string().meta({ description: 'As the document names itself: nobody checked it' }),
    document: z.string(),
    status: z.enum(VEX_STATUSES),
    justification: z.string().meta({ description: 'Label of the standard; empty is none' }),
    statement: z.string(),
    product: Product,
    statedAt: Timestamp,
    reportId: z.string().nullable(),
    effect: z.enum(STATEMENT_EFFECTS).meta({
      description:
        'What it comes to for this issue: the issue is dismissed by it (dismisses), would be but for a person (excuses, ' +
        'overruled: opened again); not affected in some versions only (partial); fixed where no scan sees it (agrees) or where ' +
        'one does (contradicted); about versions in which it is not seen (elsewhere); a newer one speaks (outdated); affected ' +
        'or under investigation (noted)',
    }),
    supersededAt: Timestamp.nullable(),
    revoked: z.object({ at: Timestamp, by: PersonRef.nullable(), reason: z.string() }).nullable(),
  })
  .meta({ id: 'IssueStatement' })
export type IssueStatement = z.infer<typeof IssueStatement>

export const StatementChange = z
  .object({ id: z.int(), revokedAt: Timestamp.nullable().meta({ description: 'Null: it is in force' }) })
  .meta({ id: 'StatementChange' })
export type StatementChange = z.infer<typeof StatementChange>

const one = {
  params: z.object({ id: z.coerce.number().int().min(1) }),
  body: z.object({ reason: z.string().trim().min(1).max(2000) }),
  out: StatementChange,
  status: 200 as const,
}

export const revokeStatement = operation({
  ...one,
  id: 'revokeStatement',
  method: 'POST',
  path: '/api/v1/statements/{id}/revoke',
  summary: 'Take a statement (VEX) out of force; issues that were dismissed by it alone are open again',
  tag: 'Issues',
  auth: 'user',
  errors: ['invalid', 'not-found', 'conflict'],
  example: {
    params: { id: 5001 },
    body: { reason: 'We call the code from a job of our own' },
    out: { id: 5001, revokedAt: '2026-11-21T12:00:00.000Z' },
  },
})

export const restoreStatement = operation({
  ...one,
  id: 'restoreStatement',
  method: 'POST',
  path: '/api/v1/statements/{id}/restore',
  summary: 'Put a revoked statement (VEX) back into force',
  tag: 'Issues',
  auth: 'user',
  errors: ['invalid', 'not-found', 'conflict'],
  example: {
    params: { id: 5002 },
    body: { reason: 'The job is gone' },
    out: { id: 5002, revokedAt: null },
  },
})

export const statementOperations = [revokeStatement, restoreStatement]
