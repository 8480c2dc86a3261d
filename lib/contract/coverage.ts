import * as z from 'zod'
import { TOKEN_KINDS } from '../domain/actor.ts'
import { COVERAGE_STATES } from '../domain/coverage.ts'
import { STAGES } from '../domain/observation.ts'
import { operation } from './operation.ts'
import { filterText, PageQuery, pageOf, Timestamp } from './page.ts'
import { TeamRef } from './teams.ts'
import { WorkloadIdentity, WorkloadsQuery, workloadIdentityExample } from './workload-identity.ts'

const StageTotal = z.object({
  known: z.int(),
  of: z.int(),
  oldestAt: Timestamp.nullable().meta({ description: 'The oldest of what is known' }),
  sources: z.array(z.object({ source: z.string(), known: z.int(), lastAt: Timestamp })),
})

export const CoverageTotals = z
  .object({
    build: StageTotal.meta({ description: 'Image versions that run, and how many of them were scanned completely' }),
    deploy: StageTotal.meta({ description: 'Workloads that run, and of how many the manifest was seen' }),
    runtime: StageTotal.meta({ description: 'Workloads that run, and how many in clusters whose sensor reports' }),
    clusters: z.object({ of: z.int(), gate: z.int(), sensor: z.int() }),
    silent: z.int().meta({ description: 'Sources that fell silent' }),
  })
  .meta({ id: 'CoverageTotals' })
export type CoverageTotals = z.infer<typeof CoverageTotals>

const totalExample = {
  known: 41,
  of: 44,
  oldestAt: '2026-11-21T03:00:00.000Z',
  sources: [{ source: 'trivy', known: 41, lastAt: '2026-11-21T08:00:00.000Z' }],
}

export const getCoverage = operation({
  id: 'getCoverage',
  method: 'GET',
  path: '/api/v1/coverage',
  summary: 'How much of what runs is known at each stage, from whom, and how old the oldest of it is',
  tag: 'Coverage',
  auth: 'user',
  out: CoverageTotals,
  status: 200,
  errors: [],
  example: {
    out: {
      build: totalExample,
      deploy: { ...totalExample, sources: [] },
      runtime: { ...totalExample, sources: [] },
      clusters: { of: 4, gate: 4, sensor: 3 },
      silent: 1,
    },
  },
})

export const UnscannedImage = z
  .object({
    image: z.object({ id: z.int(), repository: z.string() }).nullable(),
    imageRef: z.string().meta({ description: 'As a manifest names it' }),
    digest: z.string().nullable().meta({ description: 'Null: which version runs is not known' }),
    workloads: z.int().meta({ description: 'That run it now' }),
    workload: z.object({ id: z.int(), namespace: z.string(), name: z.string() }).meta({ description: 'One of them' }),
    teams: z.array(TeamRef).meta({ description: 'Whose workloads run it' }),
    command: z.string().meta({ description: 'Scans it and delivers the result' }),
  })
  .meta({ id: 'UnscannedImage' })
export type UnscannedImage = z.infer<typeof UnscannedImage>

export const UnscannedQuery = PageQuery.extend({
  q: filterText(500).default('').meta({ description: 'Words that the reference contains' }),
  team: filterText(63).optional().meta({ description: 'Team slug, or mine, or none' }),
})
export type UnscannedQuery = z.output<typeof UnscannedQuery>
export const UnscannedPage = pageOf(UnscannedImage)
export type UnscannedPage = z.infer<typeof UnscannedPage>

export const listUnscannedImages = operation({
  id: 'listUnscannedImages',
  method: 'GET',
  path: '/api/v1/coverage/images',
  summary:
    'Images that run and were never scanned, those of the most workloads first, each with the command that scans it',
  tag: 'Coverage',
  auth: 'user',
  query: UnscannedQuery,
  out: UnscannedPage,
  status: 200,
  errors: ['invalid'],
  example: {
    query: { q: 'pay' },
    out: {
      rows: [
        {
          image: { id: 12, repository: 'registry.example.com/shop/pay-api' },
          imageRef: 'registry.example.com/shop/pay-api:1.4',
          digest: null,
          workloads: 2,
          workload: { id: 7, namespace: 'payments', name: 'pay-api' },
          teams: [{ id: 3, slug: 'payments', name: 'Payments' }],
          command:
            'trivy image --format json -- registry.example.com/shop/pay-api:1.4 | npx plimsoll ingest - --source trivy --wait',
        },
      ],
      nextCursor: null,
    },
  },
})

export const StageCoverage = z
  .object({
    state: z.enum(COVERAGE_STATES).meta({
      description: 'known; part: of some of it; silent: its source reports no more; never: nothing told of it',
    }),
    known: z.int(),
    of: z.int().nullable().meta({ description: 'Null: how many there are is not known either' }),
    sources: z.array(z.string()),
    oldestAt: Timestamp.nullable(),
  })
  .meta({ id: 'StageCoverage' })
export type StageCoverage = z.infer<typeof StageCoverage>

export const WorkloadCoverage = WorkloadIdentity.extend({
  stages: z.object({ build: StageCoverage, deploy: StageCoverage, runtime: StageCoverage }),
}).meta({ id: 'WorkloadCoverage' })
export type WorkloadCoverage = z.infer<typeof WorkloadCoverage>

export const CoverageQuery = WorkloadsQuery.extend({
  gap: z
    .enum(STAGES)
    .optional()
    .meta({ description: 'Only workloads of which this stage is not known, or not all of it' }),
})
export type CoverageQuery = z.output<typeof CoverageQuery>
export const CoveragePage = pageOf(WorkloadCoverage)
export type CoveragePage = z.infer<typeof CoveragePage>

export const listCoverage = operation({
  id: 'listCoverage',
  method: 'GET',
  path: '/api/v1/coverage/workloads',
  summary: 'What is known of each workload at each stage, from which source and how old',
  tag: 'Coverage',
  auth: 'user',
  query: CoverageQuery,
  out: CoveragePage,
  status: 200,
  errors: ['invalid'],
  example: {
    query: { gap: 'runtime' },
    out: {
      rows: [
        {
          ...workloadIdentityExample,
          stages: {
            build: { state: 'part', known: 1, of: 2, sources: ['trivy'], oldestAt: '2026-11-21T03:00:00.000Z' },
            deploy: { state: 'known', known: 1, of: 1, sources: ['admission'], oldestAt: '2026-11-20T16:02:11.000Z' },
            runtime: { state: 'never', known: 0, of: 1, sources: [], oldestAt: null },
          },
        },
      ],
      nextCursor: null,
    },
  },
})

export const SourceStream = z
  .object({
    id: z.int(),
    version: z.int(),
    kind: z.enum(TOKEN_KINDS),
    source: z.string(),
    about: z
      .object({ type: z.enum(['image', 'repository', 'cluster']), id: z.int(), name: z.string() })
      .nullable()
      .meta({ description: 'Null: everything that it delivers' }),
    firstAt: Timestamp,
    lastAt: Timestamp,
    usualMinutes: z.int().nullable().meta({ description: 'Between deliveries as a rule; null is not known yet' }),
    expectedMinutes: z.int().nullable().meta({ description: 'Set by a person; null is learned' }),
    watched: z.boolean().meta({ description: 'false: nothing is expected of it any more' }),
    silentAt: Timestamp.nullable().meta({ description: 'From then on it counts as silent' }),
    silent: z.boolean(),
    issueId: z.int().nullable().meta({ description: 'The open issue that says so' }),
  })
  .meta({ id: 'SourceStream' })
export type SourceStream = z.infer<typeof SourceStream>

const streamExample: z.input<typeof SourceStream> = {
  id: 5,
  version: 1,
  kind: 'events',
  source: 'falco',
  about: { type: 'cluster', id: 1, name: 'prod-eu' },
  firstAt: '2026-10-02T08:00:00.000Z',
  lastAt: '2026-11-18T08:00:00.000Z',
  usualMinutes: 180,
  expectedMinutes: null,
  watched: true,
  silentAt: '2026-11-19T08:00:00.000Z',
  silent: true,
  issueId: 4711,
}

export const StreamQuery = PageQuery.extend({
  q: filterText(500).default('').meta({ description: 'Words that the source or what it is about contains' }),
  silent: z.stringbool().default(false).meta({ description: 'true leaves only those that fell silent' }),
})
export type StreamQuery = z.output<typeof StreamQuery>
export const StreamPage = pageOf(SourceStream)
export type StreamPage = z.infer<typeof StreamPage>

export const listSourceStreams = operation({
  id: 'listSourceStreams',
  method: 'GET',
  path: '/api/v1/coverage/sources',
  summary:
    'What each source delivers about what, in which rhythm, and which fell silent; those first that are due the longest',
  tag: 'Coverage',
  auth: 'user',
  query: StreamQuery,
  out: StreamPage,
  status: 200,
  errors: ['invalid'],
  example: { query: { silent: 'true' }, out: { rows: [streamExample], nextCursor: null } },
})

export const updateSourceStream = operation({
  id: 'updateSourceStream',
  method: 'PATCH',
  path: '/api/v1/coverage/sources/{id}',
  summary: 'Say how often a source must report, or that nothing is expected of it',
  tag: 'Coverage',
  auth: 'user',
  params: z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
  body: z.object({
    version: z.int().min(1),
    expectedMinutes: z
      .int()
      .min(60)
      .max(527_040)
      .nullable()
      .meta({ description: 'An hour to a year; null is learned' }),
    watched: z.boolean(),
  }),
  out: SourceStream,
  status: 200,
  errors: ['not-found', 'conflict'],
  example: {
    params: { id: 5 },
    body: { version: 1, expectedMinutes: 1440, watched: true },
    out: { ...streamExample, version: 2, expectedMinutes: 1440 },
  },
})

export const coverageOperations = [
  getCoverage,
  listUnscannedImages,
  listCoverage,
  listSourceStreams,
  updateSourceStream,
]
