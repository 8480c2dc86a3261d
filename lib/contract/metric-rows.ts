import * as z from 'zod'
import { COUNTED_EVENTS, FIGURE_CODES, type FigureCode } from '../domain/metrics/definitions.ts'
import { ISSUE_KINDS } from '../domain/observation.ts'
import { SEVERITIES } from '../domain/severity.ts'
import { exportMetrics, getMetrics, listDefinitions, MetricsScope, recountMetrics } from './metrics.ts'
import { operation } from './operation.ts'
import { PageQuery, pageOf, Timestamp } from './page.ts'

/** One line of an issue's history that a figure was counted from. */
export const MetricRow = z
  .object({
    event: z.enum([...COUNTED_EVENTS, 'standing']).meta({ description: 'standing: it is open, since `at`' }),
    at: Timestamp,
    issue: z
      .object({ id: z.int(), title: z.string(), where: z.string() })
      .nullable()
      .meta({ description: 'Null: it is no longer kept, or of a team that the reader does not see' }),
    issueId: z.int(),
    kind: z.enum(ISSUE_KINDS),
    severity: z.enum(SEVERITIES),
    team: z.string().nullable().meta({ description: 'Name; null: nobody has it' }),
    environment: z.string().nullable(),
    seconds: z.number().nullable().meta({ description: 'From opening to closing, of a remediation' }),
    toBuilt: z.number().nullable(),
    toRolledOut: z.number().nullable(),
    sla: z.enum(['in-time', 'late']).nullable(),
    regression: z.boolean(),
    firstStage: z.enum(['build', 'deploy', 'runtime']).nullable(),
  })
  .meta({ id: 'MetricRow' })
export type MetricRow = z.infer<typeof MetricRow>

const Figure = z.object({
  figure: z
    .enum(FIGURE_CODES as [FigureCode, ...FigureCode[]])
    .meta({ description: 'The figure whose rows are asked for' }),
  age: z.coerce
    .number()
    .int()
    .min(0)
    .max(6)
    .optional()
    .meta({ description: 'Of what is open: index of the age bucket' }),
})

export const MetricRowsQuery = MetricsScope.extend(PageQuery.shape).extend(Figure.shape)
export type MetricRowsQuery = z.output<typeof MetricRowsQuery>

export const MetricRowPage = pageOf(MetricRow)
export type MetricRowPage = z.infer<typeof MetricRowPage>

export const listMetricRows = operation({
  id: 'listMetricRows',
  method: 'GET',
  path: '/api/v1/metrics/rows',
  summary: 'The very rows behind a figure, newest first',
  tag: 'Metrics',
  auth: 'user',
  query: MetricRowsQuery,
  out: MetricRowPage,
  status: 200,
  errors: ['invalid'],
  example: {
    query: { figure: 'ttrMedian', days: 30, team: 'payments' },
    out: {
      rows: [
        {
          ...{
            event: 'fixed',
            at: '2026-11-18T09:12:00.000Z',
            issueId: 4711,
            kind: 'vulnerability',
            severity: 'critical',
          },
          issue: { id: 4711, title: 'CVE-2021-44228 in log4j-core', where: 'registry.example.com/shop/pay-api' },
          ...{ team: 'Payments', environment: 'production', seconds: 259_200, toBuilt: 86_400, toRolledOut: 172_800 },
          ...{ sla: 'in-time', regression: false, firstStage: null },
        },
      ],
      nextCursor: null,
    },
  },
})

export const exportMetricRows = operation({
  id: 'exportMetricRows',
  method: 'GET',
  path: '/api/v1/metrics/rows/export',
  summary: 'All rows behind a figure, as a file',
  tag: 'Metrics',
  auth: 'user',
  query: MetricsScope.extend(Figure.shape).extend({ format: z.enum(['csv', 'json']).default('csv') }),
  stream: { description: 'Rows, newest first', contentType: 'text/csv' },
  status: 200,
  errors: ['invalid'],
  example: { query: { figure: 'fixed', days: 30, format: 'csv' } },
})

export const metricOperations = [
  getMetrics,
  exportMetrics,
  listDefinitions,
  recountMetrics,
  listMetricRows,
  exportMetricRows,
]
