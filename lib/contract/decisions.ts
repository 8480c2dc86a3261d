import * as z from 'zod'
import { operation } from './operation.ts'
import { filterText, PageQuery, pageOf, Timestamp } from './page.ts'
import { TeamRef } from './teams.ts'

export const VERDICTS = ['allow', 'warn', 'deny'] as const

const PolicyResult = z.object({
  policy: z.string(),
  rule: z.string(),
  action: z.string(),
  message: z.string(),
})

export const DecisionRow = z
  .object({
    id: z.uuid(),
    at: Timestamp,
    cluster: z.object({ id: z.int(), name: z.string() }),
    operation: z.enum(['CREATE', 'UPDATE', 'DELETE', 'CONNECT']),
    namespace: z.string(),
    kind: z.string(),
    name: z.string(),
    username: z.string(),
    dryRun: z.boolean(),
    verdict: z.enum(VERDICTS),
    breakGlass: z
      .string()
      .nullable()
      .meta({ description: 'The reason that was given for passing in spite of a denial' }),
    policies: z.array(z.string()).meta({ description: 'Policies that were broken' }),
    images: z.array(z.string()),
    workloadId: z.int().nullable(),
    team: TeamRef.nullable(),
  })
  .meta({ id: 'DecisionRow' })
export type DecisionRow = z.infer<typeof DecisionRow>

export const decisionExample: z.input<typeof DecisionRow> = {
  id: '0198f3c2-5d44-7c1a-9a55-0f2f6f1f4f10',
  at: '2026-11-20T16:02:11.000Z',
  cluster: { id: 1, name: 'prod-eu' },
  operation: 'CREATE',
  namespace: 'payments',
  kind: 'Deployment',
  name: 'pay-api',
  username: 'system:serviceaccount:ci:deployer',
  dryRun: false,
  verdict: 'deny',
  breakGlass: null,
  policies: ['no-privileged-containers'],
  images: ['registry.example.com/shop/pay-api:4.1.0'],
  workloadId: 7,
  team: { id: 3, slug: 'payments', name: 'Payments' },
}

export const DecisionListQuery = PageQuery.extend({
  verdict: z.enum(VERDICTS).optional(),
  cluster: filterText(253).optional().meta({ description: 'Name of the cluster' }),
  namespace: filterText(253).optional(),
  policy: filterText(253).optional().meta({ description: 'Name of a policy that was broken' }),
  workload: z.coerce.number().int().min(1).optional().meta({ description: 'Id of a workload' }),
  brokeGlass: z.stringbool().default(false).meta({ description: 'true leaves only what passed in spite of a denial' }),
  trials: z.stringbool().default(true).meta({ description: 'false leaves trial runs (dry runs) out' }),
  since: Timestamp.optional(),
})
export type DecisionListQuery = z.output<typeof DecisionListQuery>

export const DecisionPage = pageOf(DecisionRow)
export type DecisionPage = z.infer<typeof DecisionPage>

export const listDecisions = operation({
  id: 'listDecisions',
  method: 'GET',
  path: '/api/v1/decisions',
  summary: 'What the gates answered, newest first',
  tag: 'Decisions',
  auth: 'user',
  query: DecisionListQuery,
  out: DecisionPage,
  status: 200,
  errors: ['invalid'],
  example: { query: { verdict: 'deny' }, out: { rows: [decisionExample], nextCursor: null } },
})

export const DecisionDetail = DecisionRow.extend({
  requestUid: z.string(),
  results: z.array(PolicyResult),
  facts: z.record(z.string(), z.unknown()).nullable().meta({ description: 'What the gate read of the object' }),
  receivedAt: Timestamp,
  appliedAt: Timestamp.nullable().meta({ description: 'When the inventory took it in; null is not yet' }),
  problem: z.string().nullable().meta({ description: 'Why the inventory could not take it in' }),
}).meta({ id: 'DecisionDetail' })
export type DecisionDetail = z.infer<typeof DecisionDetail>

export const getDecision = operation({
  id: 'getDecision',
  method: 'GET',
  path: '/api/v1/decisions/{id}',
  summary: 'One decision with the policies that made it',
  tag: 'Decisions',
  auth: 'user',
  params: z.object({ id: z.uuid() }),
  out: DecisionDetail,
  status: 200,
  errors: ['invalid', 'not-found'],
  example: {
    params: { id: decisionExample.id },
    out: {
      ...decisionExample,
      requestUid: '705ab4f5-6393-11e8-b7cc-42010a800002',
      results: [
        {
          policy: 'no-privileged-containers',
          rule: 'privileged-container',
          action: 'deny',
          message: 'Container api is privileged.',
        },
      ],
      facts: { namespace: 'payments', kind: 'Deployment', name: 'pay-api' },
      receivedAt: '2026-11-20T16:02:12.000Z',
      appliedAt: '2026-11-20T16:02:13.000Z',
      problem: null,
    },
  },
})

export const decisionOperations = [listDecisions, getDecision]
