import * as z from 'zod'
import { operation } from './operation.ts'
import { filterText, PageQuery, pageOf, Timestamp } from './page.ts'
import { changesExample, ReportChanges, ReportSummary, summaryExample } from './report-summary.ts'
import { TeamRef } from './teams.ts'

export const REPORT_STATUSES = ['received', 'processed', 'quarantined', 'held', 'previewed'] as const
export const ReportStatus = z.enum(REPORT_STATUSES)
export type ReportStatus = z.infer<typeof ReportStatus>

const ReportProblem = z.object({
  code: z.string(),
  message: z.string(),
  offset: z.int().nullable().meta({ description: 'Byte of the inflated report, where the problem has a place' }),
})

export const ReportRow = z
  .object({
    id: z.uuid(),
    source: z.string(),
    format: z.string(),
    subject: z.string().meta({ description: "What it is about, '' when it says nothing of it" }),
    status: ReportStatus,
    preview: z.boolean().meta({ description: 'Whether it says what it would change, and changes nothing' }),
    sizeBytes: z.int().meta({ description: 'Inflated' }),
    receivedAt: Timestamp,
    scannedAt: Timestamp.nullable().meta({ description: 'When the tool says that it scanned' }),
    processedAt: Timestamp.nullable(),
    cluster: z.object({ id: z.int(), name: z.string() }).nullable(),
    team: TeamRef.nullable().meta({ description: 'The team of the token that sent it' }),
    token: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    problem: ReportProblem.nullable().meta({ description: 'Why it waits for a person' }),
  })
  .meta({ id: 'ReportRow' })
export type ReportRow = z.infer<typeof ReportRow>

const reportExample: z.input<typeof ReportRow> = {
  id: '0198f3c2-5d44-7c1a-9a55-0f2f6f1f4f21',
  source: 'trivy',
  format: 'trivy-json',
  subject: 'registry.example/shop/pay:1.4.2',
  status: 'held',
  preview: false,
  sizeBytes: 48211,
  receivedAt: '2026-11-20T09:00:04.000Z',
  scannedAt: '2026-11-20T09:00:00.000Z',
  processedAt: null,
  cluster: null,
  team: { id: 3, slug: 'payments', name: 'Payments' },
  token: { id: '0b6f0f2e-6a3c-4a53-9d0e-7d3a2d0f6c11', name: 'GitLab CI' },
  problem: { code: 'mass-closing', message: 'It would end 41 of 43 findings of this image.', offset: null },
}

export const ReportListQuery = PageQuery.extend({
  status: ReportStatus.optional(),
  source: filterText(50).optional(),
  previews: z.stringbool().default(true).meta({ description: 'false leaves previews out' }),
  since: Timestamp.optional().meta({ description: 'Received then or later' }),
})
export type ReportListQuery = z.output<typeof ReportListQuery>

export const ReportPage = pageOf(ReportRow)
export type ReportPage = z.infer<typeof ReportPage>

export const listReports = operation({
  id: 'listReports',
  method: 'GET',
  path: '/api/v1/reports',
  summary: 'Reports that came in, newest first',
  tag: 'Reports',
  auth: 'user',
  query: ReportListQuery,
  out: ReportPage,
  status: 200,
  errors: ['invalid'],
  example: { query: { status: 'held' }, out: { rows: [reportExample], nextCursor: null } },
})

export const ReportDetail = ReportRow.extend({
  toolVersion: z.string().nullable().meta({ description: 'Version of the tool that wrote it, where it says so' }),
  databaseVersion: z
    .string()
    .nullable()
    .meta({ description: "Version of the tool's database of vulnerabilities, or when that was built" }),
  options: z.record(z.string(), z.unknown()).meta({ description: 'What the sender said about it' }),
  attempts: z.int().meta({ description: 'How often a worker began to process it' }),
  stored: z.boolean().meta({ description: 'Whether its bytes are still kept; without them it cannot be retried' }),
  summary: ReportSummary.nullable(),
  changes: ReportChanges.nullable().meta({
    description: 'The first 100 issues that it opened, reopened and closed, or would, the most severe first',
  }),
}).meta({ id: 'ReportDetail' })
export type ReportDetail = z.infer<typeof ReportDetail>

const detailExample: z.input<typeof ReportDetail> = {
  ...reportExample,
  toolVersion: '0.66.0',
  databaseVersion: null,
  options: { source: 'trivy' },
  attempts: 1,
  stored: true,
  summary: null,
  changes: null,
}

const one = { params: z.object({ id: z.uuid() }), out: ReportDetail, status: 200 as const }
const params = { id: reportExample.id }

export const getReport = operation({
  ...one,
  id: 'getReport',
  method: 'GET',
  path: '/api/v1/reports/{id}',
  summary: 'One report: what came, what it changed, what could not be read; for people, and for the token that sent it',
  tag: 'Reports',
  auth: 'user-or-token',
  errors: ['not-found', 'forbidden'],
  example: {
    params,
    out: {
      ...detailExample,
      status: 'processed',
      problem: null,
      processedAt: '2026-11-20T09:00:05.000Z',
      summary: summaryExample,
      changes: changesExample,
    },
  },
})

export const retryReport = operation({
  ...one,
  id: 'retryReport',
  method: 'POST',
  path: '/api/v1/reports/{id}/retry',
  summary: 'Process a quarantined report again',
  tag: 'Reports',
  auth: 'user',
  errors: ['not-found', 'conflict', 'gone'],
  example: {
    params: { id: '0198f3c2-5d44-7c1a-9a55-0f2f6f1f4f22' },
    out: {
      ...detailExample,
      id: '0198f3c2-5d44-7c1a-9a55-0f2f6f1f4f22',
      status: 'received',
      problem: null,
      attempts: 0,
    },
  },
})

export const confirmReport = operation({
  ...one,
  id: 'confirmReport',
  method: 'POST',
  path: '/api/v1/reports/{id}/confirm',
  summary: 'Let a held report close what it would close',
  tag: 'Reports',
  auth: 'user',
  errors: ['not-found', 'conflict', 'gone'],
  example: { params, out: { ...detailExample, status: 'received', problem: null, attempts: 0 } },
})

export const reportOperations = [listReports, getReport, retryReport, confirmReport]
