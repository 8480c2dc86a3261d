import * as z from 'zod'
import { SEVERITIES } from '../domain/severity.ts'
import { StageCoverage } from './coverage.ts'
import { DecisionRow } from './decisions.ts'
import { LineReading, lineReadingExample } from './load.ts'
import { operation } from './operation.ts'
import { pageOf, Timestamp } from './page.ts'
import { WorkloadIdentity, WorkloadsQuery, workloadIdentityExample } from './workload-identity.ts'

const Coverage = z.object({
  containers: z.int(),
  scanned: z.int().meta({ description: 'Containers whose very image version was scanned completely' }),
  oldestScanAt: Timestamp.nullable(),
})

export const WorkloadRow = WorkloadIdentity.extend({
  replicas: z.int().nullable(),
  openIssues: z.record(z.enum(SEVERITIES), z.int()),
  maxRisk: z.int().nullable().meta({ description: 'Null without an open issue' }),
  load: z.number().meta({ description: 'Σ 10·(risk/100)² over its open issues' }),
  loadLine: LineReading.nullable().meta({ description: 'Null: no line is set for it' }),
  coverage: Coverage,
  lastAlertAt: Timestamp.nullable(),
  brokeGlassAt: Timestamp.nullable(),
  lastSeenAt: Timestamp,
  goneAt: Timestamp.nullable(),
}).meta({ id: 'WorkloadRow' })
export type WorkloadRow = z.infer<typeof WorkloadRow>

export const workloadExample: z.input<typeof WorkloadRow> = {
  ...workloadIdentityExample,
  replicas: 6,
  openIssues: { critical: 1, high: 4, medium: 12, low: 30, unknown: 0 },
  maxRisk: 78,
  load: 14.2,
  loadLine: lineReadingExample,
  coverage: { containers: 2, scanned: 1, oldestScanAt: '2026-11-21T03:00:00.000Z' },
  lastAlertAt: null,
  brokeGlassAt: null,
  lastSeenAt: '2026-11-20T16:02:11.000Z',
  goneAt: null,
}

export const WorkloadListQuery = WorkloadsQuery.extend({
  gone: z.stringbool().default(false).meta({ description: 'true shows the ones that are gone too' }),
})
export type WorkloadListQuery = z.output<typeof WorkloadListQuery>

export const WorkloadPage = pageOf(WorkloadRow)
export type WorkloadPage = z.infer<typeof WorkloadPage>

export const listWorkloads = operation({
  id: 'listWorkloads',
  method: 'GET',
  path: '/api/v1/workloads',
  summary: 'What runs, by namespace and name, with its open issues, load and coverage',
  tag: 'Workloads',
  auth: 'user',
  query: WorkloadListQuery,
  out: WorkloadPage,
  status: 200,
  errors: ['invalid'],
  example: { query: { q: 'pay', gone: 'false' }, out: { rows: [workloadExample], nextCursor: null } },
})

const Around = z.object({ load: z.number(), issues: z.int(), loadLine: LineReading.nullable() })

const Container = z.object({
  name: z.string(),
  type: z.enum(['app', 'init', 'ephemeral']),
  imageRef: z.string(),
  image: z.object({ id: z.int(), repository: z.string() }).nullable(),
  digest: z.string().nullable().meta({ description: 'Null: which version the reference means is not known' }),
  privileged: z.boolean().nullable(),
  runsAsRoot: z.boolean().nullable(),
  readOnlyRootFilesystem: z.boolean().nullable(),
  allowPrivilegeEscalation: z.boolean().nullable(),
  capabilitiesAdded: z.array(z.string()),
  capabilitiesDropped: z.array(z.string()),
  scannedAt: Timestamp.nullable().meta({ description: 'Last complete scan of this version' }),
  scannedBy: z.array(z.string()),
})

export const WorkloadDetail = WorkloadRow.extend({
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  serviceAccount: z.string().nullable(),
  automountServiceAccountToken: z.boolean().nullable(),
  hostNetwork: z.boolean().nullable(),
  hostPid: z.boolean().nullable(),
  hostIpc: z.boolean().nullable(),
  writableHostPaths: z.array(z.string()),
  secrets: z.array(z.string()).meta({ description: 'Names of secrets that it reads' }),
  around: z
    .object({ namespace: Around, cluster: Around, team: Around.nullable() })
    .meta({ description: 'Loads of what it is part of, each issue once' }),
  stages: z.object({ build: StageCoverage, deploy: StageCoverage, runtime: StageCoverage }),
  factsAt: Timestamp.nullable(),
  firstSeenAt: Timestamp,
  ownerBy: z.string().nullable().meta({ description: 'The rule that named the team' }),
  search: z.string().meta({ description: 'Search text of its open issues' }),
  containers: z.array(Container),
  spans: z.array(
    z.object({
      imageRef: z.string(),
      digest: z.string().nullable(),
      startedAt: Timestamp,
      endedAt: Timestamp.nullable(),
      endedBy: z.string().nullable(),
    }),
  ),
  decisions: z.array(DecisionRow),
  alerts: z.array(
    z.object({
      issueId: z.int(),
      rule: z.string(),
      hour: Timestamp,
      alerts: z.int(),
      firstAt: Timestamp,
      lastAt: Timestamp,
    }),
  ),
}).meta({ id: 'WorkloadDetail' })
export type WorkloadDetail = z.infer<typeof WorkloadDetail>

export const getWorkload = operation({
  id: 'getWorkload',
  method: 'GET',
  path: '/api/v1/workloads/{id}',
  summary: 'One workload: what it may do, what it runs, what happened to it',
  tag: 'Workloads',
  auth: 'user',
  params: z.object({ id: z.coerce.number().int().min(1) }),
  out: WorkloadDetail,
  status: 200,
  errors: ['invalid', 'not-found'],
  example: {
    params: { id: workloadExample.id },
    out: {
      ...workloadExample,
      labels: { 'plimsoll.dev/team': 'payments' },
      annotations: {},
      serviceAccount: 'pay-api',
      automountServiceAccountToken: false,
      hostNetwork: false,
      hostPid: false,
      hostIpc: false,
      writableHostPaths: [],
      secrets: ['pay-db'],
      around: {
        namespace: { load: 30.1, issues: 71, loadLine: null },
        cluster: { load: 210.4, issues: 644, loadLine: null },
        team: { load: 44, issues: 98, loadLine: null },
      },
      stages: {
        build: { state: 'part', known: 1, of: 2, sources: ['trivy'], oldestAt: '2026-11-21T03:00:00.000Z' },
        deploy: { state: 'known', known: 1, of: 1, sources: ['admission'], oldestAt: '2026-11-20T16:02:11.000Z' },
        runtime: { state: 'never', known: 0, of: 1, sources: [], oldestAt: null },
      },
      factsAt: '2026-11-20T16:02:11.000Z',
      firstSeenAt: '2026-10-02T08:00:00.000Z',
      ownerBy: 'workload-label',
      search: 'is:open workload:payments/pay-api',
      containers: [],
      spans: [],
      decisions: [],
      alerts: [],
    },
  },
})

export const workloadOperations = [listWorkloads, getWorkload]
