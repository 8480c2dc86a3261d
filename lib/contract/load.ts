import * as z from 'zod'
import { LOAD_KINDS, LOAD_STATES } from '../domain/load-line.ts'
import { ENVIRONMENTS } from '../domain/risk-context.ts'
import { operation } from './operation.ts'
import { filterText, PageQuery, pageOf, Timestamp } from './page.ts'
import { TeamRef } from './teams.ts'

const Environment = z.enum(ENVIRONMENTS).nullable().meta({ description: 'Null: any' })
const Load = z.number().meta({ description: 'Σ 10·(risk/100)² over open issues, each once' })

/** The line that holds for something, and where its load stands to it. */
export const LineReading = z
  .object({
    id: z.int(),
    limit: z.number().meta({ description: 'The load that is accepted' }),
    state: z.enum(LOAD_STATES).meta({ description: 'near from 80 % of the line; over above it' }),
    environment: Environment,
    ofTeam: z.boolean().meta({ description: 'Set for its team, not for all' }),
  })
  .meta({ id: 'LineReading' })
export type LineReading = z.infer<typeof LineReading>

export const lineReadingExample: z.input<typeof LineReading> = {
  id: 4,
  limit: 12,
  state: 'over',
  environment: 'production',
  ofTeam: false,
}

export const LoadLine = z
  .object({
    id: z.int(),
    kind: z.enum(LOAD_KINDS),
    environment: Environment,
    team: TeamRef.nullable().meta({ description: 'Null: any' }),
    limit: z.number().nullable().meta({ description: 'Null: the line was taken away' }),
    reason: z.string(),
    setBy: z.string().nullable(),
    setAt: Timestamp,
    supersededAt: Timestamp.nullable(),
  })
  .meta({ id: 'LoadLine' })
export type LoadLine = z.infer<typeof LoadLine>

const lineExample: z.input<typeof LoadLine> = {
  id: 4,
  kind: 'workload',
  environment: 'production',
  team: null,
  limit: 12,
  reason: 'What three of four carry today.',
  setBy: 'Ada Osei',
  setAt: '2026-11-20T09:00:00.000Z',
  supersededAt: null,
}

export const listLoadLines = operation({
  id: 'listLoadLines',
  method: 'GET',
  path: '/api/v1/load-lines',
  summary: 'The load lines in force',
  tag: 'Load',
  auth: 'user',
  out: z.object({ rows: z.array(LoadLine) }),
  status: 200,
  errors: [],
  example: { out: { rows: [lineExample] } },
})

export const SetLoadLine = z.object({
  kind: z.enum(LOAD_KINDS),
  environment: Environment,
  teamId: z.int().min(1).max(16_777_215).nullable(),
  limit: z.number().min(0).max(1_000_000).multipleOf(0.1).nullable().meta({ description: 'Null takes the line away' }),
  reason: z.string().trim().min(1).max(2000),
  replaces: z
    .int()
    .nullable()
    .meta({ description: 'Id of the line in force for just this, as it was seen; null: none' }),
})
export type SetLoadLine = z.output<typeof SetLoadLine>

export const setLoadLine = operation({
  id: 'setLoadLine',
  method: 'POST',
  path: '/api/v1/load-lines',
  summary: 'Set, move or take away a load line, with the reason',
  tag: 'Load',
  auth: 'user',
  body: SetLoadLine,
  out: LoadLine,
  status: 201,
  errors: ['invalid', 'conflict'],
  example: {
    body: {
      kind: 'workload',
      environment: 'staging',
      teamId: null,
      limit: 12.5,
      reason: 'What three of four carry today.',
      replaces: null,
    },
    out: { ...lineExample, environment: 'staging', limit: 12.5 },
  },
})

export const LoadLinePage = pageOf(LoadLine)
export type LoadLinePage = z.infer<typeof LoadLinePage>

export const listLoadLineHistory = operation({
  id: 'listLoadLineHistory',
  method: 'GET',
  path: '/api/v1/load-lines/history',
  summary: 'Every load line that was ever set, newest first: by whom, when and why',
  tag: 'Load',
  auth: 'user',
  query: PageQuery,
  out: LoadLinePage,
  status: 200,
  errors: ['invalid'],
  example: { query: {}, out: { rows: [lineExample], nextCursor: null } },
})

export const LoadDistribution = z
  .object({
    subjects: z.int().meta({ description: 'Of this kind, environment and team with an open issue' }),
    median: Load,
    p75: Load,
    p90: Load,
    max: Load,
    suggested: z.number().nullable().meta({ description: 'Three of four are under it; null: nothing to go by' }),
    overSuggested: z.int(),
    bars: z.array(z.object({ from: z.number(), to: z.number(), subjects: z.int() })),
  })
  .meta({ id: 'LoadDistribution' })
export type LoadDistribution = z.infer<typeof LoadDistribution>

export const SuggestQuery = z.object({
  kind: z.enum(LOAD_KINDS),
  environment: z.enum(ENVIRONMENTS).optional(),
  teamId: z.coerce.number().int().min(1).max(16_777_215).optional(),
})
export type SuggestQuery = z.output<typeof SuggestQuery>

export const suggestLoadLine = operation({
  id: 'suggestLoadLine',
  method: 'GET',
  path: '/api/v1/load-lines/suggestion',
  summary: 'How loads are spread today, and the line that this suggests',
  tag: 'Load',
  auth: 'user',
  query: SuggestQuery,
  out: LoadDistribution,
  status: 200,
  errors: ['invalid'],
  example: {
    query: { kind: 'workload', environment: 'production' },
    out: {
      ...{ subjects: 41, median: 3.2, p75: 9.8, p90: 14.1, max: 30, suggested: 10, overSuggested: 10 },
      bars: [{ from: 0, to: 2.5, subjects: 18 }],
    },
  },
})

const Sample = z.object({ at: Timestamp, load: z.number() })

export const LoadRow = z
  .object({
    kind: z.enum(LOAD_KINDS),
    id: z.int().meta({ description: 'Of a namespace: its cluster' }),
    namespace: z.string().meta({ description: 'Empty where it is none' }),
    name: z.string(),
    where: z.string().meta({ description: 'Its cluster; empty where that says nothing' }),
    environment: Environment,
    load: Load,
    issues: z.int(),
    loadLine: LineReading.nullable().meta({ description: 'Null: no line is set for it' }),
    since: Timestamp.nullable().meta({ description: 'Since when it is known to be over its line' }),
  })
  .meta({ id: 'LoadRow' })
export type LoadRow = z.infer<typeof LoadRow>

export const LoadQuery = PageQuery.extend({
  kind: z.enum(LOAD_KINDS),
  cluster: filterText(253).optional().meta({ description: 'Name of the cluster' }),
})
export type LoadQuery = z.output<typeof LoadQuery>
export const LoadPage = pageOf(LoadRow)
export type LoadPage = z.infer<typeof LoadPage>

export const listLoads = operation({
  id: 'listLoads',
  method: 'GET',
  path: '/api/v1/loads',
  summary: 'What carries a load, the most first, with its line',
  tag: 'Load',
  auth: 'user',
  query: LoadQuery,
  out: LoadPage,
  status: 200,
  errors: ['invalid'],
  example: {
    query: { kind: 'namespace' },
    out: {
      rows: [
        {
          ...{
            kind: 'namespace',
            id: 1,
            namespace: 'payments',
            name: 'payments',
            where: 'prod-eu',
            environment: 'production',
          },
          ...{ load: 14.2, issues: 47, loadLine: lineReadingExample, since: '2026-11-20T10:00:00.000Z' },
        },
      ],
      nextCursor: null,
    },
  },
})

export const HistoryQuery = z.object({
  kind: z.enum(LOAD_KINDS),
  ids: z
    .string()
    .regex(/^\d{1,15}(,\d{1,15}){0,199}$/)
    .transform((text) => text.split(',').map(Number))
    .meta({ description: 'Ids of workloads, images, teams or clusters, with commas between; at most 200' }),
  namespaces: z
    .string()
    .regex(/^[^,]{1,253}(,[^,]{1,253}){0,199}$/)
    .transform((text) => text.split(','))
    .default([])
    .meta({ description: 'With kind namespace: a name for each id, which is that of its cluster' }),
  days: z.coerce.number().int().min(1).max(400).default(30),
})
export type HistoryQuery = z.output<typeof HistoryQuery>

export const LoadHistory = z
  .object({
    from: Timestamp,
    to: Timestamp,
    rows: z.array(
      z.object({
        id: z.int().meta({ description: 'Of a namespace: its cluster' }),
        namespace: z.string().meta({ description: 'Empty where it is none' }),
        samples: z
          .array(Sample)
          .meta({ description: 'Where it changed; it stays so until the next. The first may be before `from`' }),
      }),
    ),
  })
  .meta({ id: 'LoadHistory' })
export type LoadHistory = z.infer<typeof LoadHistory>

export const loadHistory = operation({
  id: 'loadHistory',
  method: 'GET',
  path: '/api/v1/loads/history',
  summary:
    'How loads changed, by the hour; of teams and clusters by the day before they were first sampled, as the log of states tells',
  tag: 'Load',
  auth: 'user',
  query: HistoryQuery,
  out: LoadHistory,
  status: 200,
  errors: ['invalid'],
  example: {
    query: { kind: 'workload', ids: '7', days: 30 },
    out: {
      from: '2026-10-22T09:00:00.000Z',
      to: '2026-11-21T09:00:00.000Z',
      rows: [{ id: 7, namespace: '', samples: [{ at: '2026-11-03T10:00:00.000Z', load: 14.2 }] }],
    },
  },
})

export const WayBelowQuery = z.object({
  kind: z.enum(LOAD_KINDS),
  id: z.coerce.number().int().min(1).max(2_147_483_647).meta({ description: 'Of a namespace: its cluster' }),
  namespace: filterText(253).default(''),
})
export type WayBelowQuery = z.output<typeof WayBelowQuery>

export const WayBelow = z
  .object({
    load: Load,
    limit: z.number().nullable().meta({ description: 'Null: no line is set for it' }),
    steps: z.array(
      z.object({
        fix: z.object({
          id: z.int(),
          title: z.string(),
          kind: z.string(),
          effort: z.string(),
          status: z.string(),
          issues: z.int().meta({ description: 'Of this subject' }),
        }),
        removes: z.number().meta({ description: 'Load that it takes off this subject' }),
        left: z.number().meta({ description: 'Load once this and those before it are done' }),
      }),
    ),
    reaches: z.boolean().meta({ description: 'Whether these fixes together bring it to its line' }),
    withoutFix: z.number().meta({ description: 'Load of issues that no known fix closes' }),
  })
  .meta({ id: 'WayBelow' })
export type WayBelow = z.infer<typeof WayBelow>

export const bringBelowLine = operation({
  id: 'bringBelowLine',
  method: 'GET',
  path: '/api/v1/loads/way-below',
  summary: 'The fixes that bring something under its load line, in order; without a line, those that help most',
  tag: 'Load',
  auth: 'user',
  query: WayBelowQuery,
  out: WayBelow,
  status: 200,
  errors: ['invalid', 'not-found'],
  example: {
    query: { kind: 'workload', id: '7' },
    out: {
      ...{ load: 14.2, limit: 12, reaches: true, withoutFix: 1.1 },
      steps: [
        {
          fix: { id: 4, title: 'Upgrade openssl to 3.0.15', kind: 'package', effort: 'S', status: 'open', issues: 3 },
          ...{ removes: 4.8, left: 9.4 },
        },
      ],
    },
  },
})

export const loadOperations = [
  listLoadLines,
  setLoadLine,
  listLoadLineHistory,
  suggestLoadLine,
  listLoads,
  loadHistory,
  bringBelowLine,
]
