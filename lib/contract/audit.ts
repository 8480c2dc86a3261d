import * as z from 'zod'
import { operation } from './operation.ts'
import { filterText, PageQuery, pageOf, Timestamp } from './page.ts'

export const AuditRow = z
  .object({
    seq: z.int(),
    at: Timestamp,
    actor: z.object({ type: z.enum(['user', 'token', 'system']), id: z.string(), name: z.string() }),
    action: z.string(),
    target: z.object({ type: z.string(), id: z.string() }),
    data: z.record(z.string(), z.unknown()),
    hash: z.string().meta({ description: 'SHA-256 over the row before it and this row, hexadecimal' }),
  })
  .meta({ id: 'AuditRow' })
export type AuditRow = z.infer<typeof AuditRow>

export const listAudit = operation({
  id: 'listAudit',
  method: 'GET',
  path: '/api/v1/audit',
  summary: 'Who did what, newest first',
  tag: 'Audit',
  auth: 'user',
  query: PageQuery.extend({
    targetType: filterText(60).optional(),
    targetId: filterText(300).optional(),
  }).refine((query) => (query.targetType === undefined) === (query.targetId === undefined), {
    message: 'give targetType and targetId together',
  }),
  out: pageOf(AuditRow),
  status: 200,
  errors: ['invalid'],
  example: {
    query: { targetType: 'team', targetId: '3' },
    out: {
      rows: [
        {
          seq: 118,
          at: '2026-11-21T08:00:00.000Z',
          actor: { type: 'user', id: '7Gk1', name: 'Ada Osei' },
          action: 'team.create',
          target: { type: 'team', id: '3' },
          data: { slug: 'payments' },
          hash: 'b1'.repeat(32),
        },
      ],
      nextCursor: null,
    },
  },
})

export const verifyAudit = operation({
  id: 'verifyAudit',
  method: 'GET',
  path: '/api/v1/audit/verification',
  summary: 'Recompute the hash chain and say whether it holds',
  tag: 'Audit',
  auth: 'user',
  out: z.object({
    rows: z.int(),
    brokenAt: z.int().nullable().meta({ description: 'Sequence number of the first row that does not fit, or null' }),
    headHash: z
      .string()
      .meta({ description: 'Write it down elsewhere: a chain that was replaced as a whole ends in another one' }),
  }),
  status: 200,
  errors: [],
  example: { out: { rows: 118, brokenAt: null, headHash: 'b1'.repeat(32) } },
})

export const auditOperations = [listAudit, verifyAudit]
