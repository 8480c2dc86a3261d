import * as z from 'zod'
import { BASES, DIMENSIONS, FIGURE_CODES, FIGURES, type FigureCode } from '../domain/metrics/definitions.ts'
import { ISSUE_KINDS } from '../domain/observation.ts'
import { ENVIRONMENTS } from '../domain/risk-context.ts'
import { SEVERITIES } from '../domain/severity.ts'
import { operation } from './operation.ts'
import { filterText, Timestamp } from './page.ts'

export const PERIOD_DAYS_MAX = 366

/** What the figures are asked of; every part is in the address of Trends. */
export const MetricsScope = z.object({
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(PERIOD_DAYS_MAX)
    .default(30)
    .meta({ description: 'Today and so many days before, in UTC; not used with from and to' }),
  from: z.iso.date().optional().meta({ description: 'First day, in UTC' }),
  to: z.iso.date().optional().meta({ description: 'Last day, in UTC' }),
  as: z
    .enum(BASES)
    .default('then')
    .meta({ description: 'then: whose it was when it happened; now: whose it is today' }),
  team: filterText(63).optional().meta({ description: 'Team slug, or mine, or none' }),
  cluster: filterText(253).optional().meta({ description: 'Name of a cluster, or none' }),
  environment: z
    .enum([...ENVIRONMENTS, 'none'])
    .optional()
    .meta({ description: 'None: where it is not known' }),
  kind: z.enum(ISSUE_KINDS).optional(),
  severity: z.enum(SEVERITIES).optional(),
})
export type MetricsScope = z.output<typeof MetricsScope>

export const MetricsQuery = MetricsScope.extend({
  by: z.enum(DIMENSIONS).optional().meta({ description: 'Also tell the figures apart by this' }),
})
export type MetricsQuery = z.output<typeof MetricsQuery>

const Period = z.object({ from: z.iso.date(), to: z.iso.date() })

const Values = z
  .record(z.enum(FIGURE_CODES as [FigureCode, ...FigureCode[]]), z.number().nullable())
  .meta({ description: 'Every figure; null is not known. Shares are of one, durations in seconds' })

/** A day, or seven of a long period, by the first of them. */
const Step = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  opened: z.int().meta({ description: 'Opened, reopened and returned' }),
  remediated: z.int(),
  otherwise: z
    .int()
    .meta({ description: 'No longer open for another reason: by hand, gone, quiet, merged, excepted, dismissed' }),
  open: z.int().meta({ description: 'At the end of its last day' }),
  overdue: z.int().meta({ description: 'At the end of its last day' }),
  ttrMedian: z.number().nullable(),
  ttrP90: z.number().nullable(),
  toBuilt: z.number().nullable(),
  toRolledOut: z.number().nullable(),
  firstAtBuild: z.int(),
  firstAtDeploy: z.int(),
  firstAtRuntime: z.int(),
})
export type MetricsStep = z.infer<typeof Step>

const Compared = z.object({ values: Values, previous: Values })

export const MetricsGroup = Compared.extend({
  key: z.string().meta({ description: 'As the filter of this dimension takes it' }),
  label: z.string(),
  gone: z.boolean().meta({ description: 'The team or cluster was deleted; its numbers stay' }),
  open: z.array(z.int()).meta({ description: 'Open at the end of each step' }),
})
export type MetricsGroup = z.infer<typeof MetricsGroup>

export const Metrics = z
  .object({
    period: Period,
    previous: Period,
    today: z.iso.date(),
    scope: z.string().meta({ description: 'Whose figures these are, in words' }),
    countedUpTo: Timestamp.nullable().meta({
      description: 'Null: all that happened is counted; else what came since is not yet',
    }),
    since: z.iso
      .date()
      .nullable()
      .meta({ description: 'The first day of which anything is known; null: nothing was ever counted' }),
    total: Compared,
    steps: z.array(Step),
    ages: z.array(z.object({ from: z.int(), to: z.int().nullable(), issues: z.int() })),
    groups: z.array(MetricsGroup),
  })
  .meta({ id: 'Metrics' })
export type Metrics = z.infer<typeof Metrics>

const values = Object.fromEntries(
  FIGURE_CODES.map((code) => [code, FIGURES[code].unit === 'count' ? 4 : 0.5]),
) as Record<FigureCode, number>
const period = { from: '2026-11-21', to: '2026-11-21' }

export const getMetrics = operation({
  id: 'getMetrics',
  method: 'GET',
  path: '/api/v1/metrics',
  summary:
    'The figures of a period, against the period before, by day and by team, cluster, environment, kind or severity',
  tag: 'Metrics',
  auth: 'user',
  query: MetricsQuery,
  out: Metrics,
  status: 200,
  errors: ['invalid'],
  example: {
    query: { days: 1, team: 'payments', by: 'severity' },
    out: {
      period,
      previous: { from: '2026-11-20', to: '2026-11-20' },
      today: period.to,
      scope: 'Payments',
      countedUpTo: null,
      since: '2026-10-22',
      total: { values, previous: values },
      steps: [
        {
          ...{
            ...period,
            opened: 4,
            remediated: 2,
            otherwise: 1,
            open: 31,
            overdue: 1,
            ttrMedian: 86_400,
            ttrP90: 172_800,
          },
          ...{ toBuilt: 43_200, toRolledOut: null, firstAtBuild: 3, firstAtDeploy: 0, firstAtRuntime: 1 },
        },
      ],
      ages: [{ from: 0, to: 7, issues: 12 }],
      groups: [{ key: 'critical', label: 'Critical', gone: false, values, previous: values, open: [31] }],
    },
  },
})

export const exportMetrics = operation({
  id: 'exportMetrics',
  method: 'GET',
  path: '/api/v1/metrics/export',
  summary: 'The same figures as a file: a line for all, and one for each value of `by`',
  tag: 'Metrics',
  auth: 'user',
  query: MetricsQuery.extend({ format: z.enum(['csv', 'json']).default('csv') }),
  stream: { description: 'Figures with the ones of the period before', contentType: 'text/csv' },
  status: 200,
  errors: ['invalid'],
  example: { query: { days: 30, by: 'team', format: 'csv' } },
})

const Definition = z.object({
  code: z.string(),
  title: z.string(),
  unit: z.enum(['count', 'share', 'seconds']),
  definition: z.string(),
  better: z.enum(['lower', 'higher']).nullable(),
})

export const listDefinitions = operation({
  id: 'listMetricDefinitions',
  method: 'GET',
  path: '/api/v1/metrics/definitions',
  summary: 'What every figure counts, in the words that the screens show',
  tag: 'Metrics',
  auth: 'user',
  out: z.object({ figures: z.array(Definition), rules: z.array(z.string()) }),
  status: 200,
  errors: [],
  example: {
    out: {
      figures: [
        { code: 'opened', title: 'Opened', unit: 'count', definition: FIGURES.opened.definition, better: 'lower' },
      ],
      rules: [],
    },
  },
})

export const recountMetrics = operation({
  id: 'recountMetrics',
  method: 'POST',
  path: '/api/v1/metrics/recount',
  summary: 'Throw away what was counted and count the whole log anew; meanwhile the figures grow from the beginning',
  tag: 'Metrics',
  auth: 'user',
  status: 204,
  errors: [],
})
