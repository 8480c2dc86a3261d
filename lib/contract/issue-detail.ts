import * as z from 'zod'
import { ACTION_TYPES } from '../domain/issue-action.ts'
import { FIX_STATUSES, STAGES } from '../domain/observation.ts'
import type { RiskGroup } from '../domain/risk-part.ts'
import { SEVERITIES } from '../domain/severity.ts'
import { CarriedLoad } from './carried-load.ts'
import { FixRow } from './fixes.ts'
import { IssueTriage, triageExample } from './issue-triage.ts'
import { IssueRow, issueExample, PersonRef } from './issues.ts'
import { operation } from './operation.ts'
import { Count, Timestamp } from './page.ts'
import { IssueStatement } from './statements.ts'
import { TeamRef } from './teams.ts'

const listOf = <Row extends z.ZodType>(row: Row) => z.object({ rows: z.array(row), total: Count })

const Problem = z.object({
  name: z.string().meta({ description: 'CVE or rule id' }),
  title: z.string(),
  description: z.string(),
  aliases: z.array(z.string()),
  cvss: z.array(z.object({ version: z.string(), vector: z.string(), score: z.number(), source: z.string() })),
  cwes: z.array(z.string()),
  links: z.array(z.string()).meta({ description: 'http and https only' }),
  remediation: z.string(),
  package: z.object({ name: z.string(), type: z.string(), purl: z.string() }).nullable(),
  publishedAt: Timestamp.nullable(),
  modifiedAt: Timestamp.nullable(),
  kevSince: z.iso.date().nullable(),
  kevDetail: z
    .object({
      dueOn: z.iso.date().nullable().meta({ description: 'Until when American agencies must act' }),
      ransomware: z.boolean().meta({ description: 'Whether it is known to be used in ransomware campaigns' }),
      action: z.string(),
    })
    .nullable(),
  epss: z.number().nullable(),
  epssPercentile: z.number().nullable().meta({ description: 'Share of all vulnerabilities that score no higher' }),
  feeds: z
    .object({ kev: Timestamp.nullable(), epss: Timestamp.nullable() })
    .meta({ description: 'Releases of the feeds that are loaded; null where none is' }),
})

const RiskBreakdown = z.object({
  total: z.int(),
  parts: z.array(
    z.object({
      group: z.enum(['threat', 'reach', 'privilege', 'preconditions', 'evidence', 'total'] satisfies RiskGroup[]),
      code: z.string(),
      points: z.int(),
      why: z.string(),
      lever: z.string().nullable().meta({ description: 'What would take the points away' }),
    }),
  ),
  unknown: z.array(z.object({ code: z.string(), why: z.string() })),
})

const Sighting = z.object({
  id: z.int(),
  source: z.string(),
  stage: z.enum(STAGES),
  scan: z.string(),
  severity: z
    .enum(SEVERITIES)
    .meta({ description: 'As this source rates it, or the canonical check where the source does not' }),
  statedSeverity: z
    .string()
    .nullable()
    .meta({ description: "The source's own word or number, where it is not one of ours" }),
  subject: z.string().meta({ description: 'Digest, workload, repository or cluster that was looked at' }),
  installedVersion: z.string().nullable(),
  fixedVersion: z.string().nullable(),
  fixStatus: z
    .enum(FIX_STATUSES)
    .nullable()
    .meta({ description: "What the package's vendor does about it, where the source says" }),
  place: z.string().meta({ description: 'Path, resource and lines, where the source tells' }),
  morePlaces: z
    .array(z.object({ place: z.string(), installedVersion: z.string().nullable() }))
    .meta({ description: 'Where else this scan saw it, at most 50' }),
  firstSeenAt: Timestamp,
  lastSeenAt: Timestamp,
  active: z.boolean(),
  endReason: z.string().nullable(),
  reportId: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).meta({ description: 'What the source said, as it said it' }),
})

const Disagreement = z.object({
  about: z.enum(['sight', 'fix', 'severity']),
  subject: z.string().meta({ description: 'Digest, workload or repository that all of them scanned' }),
  said: z.array(z.object({ source: z.string(), says: z.string(), scannedAt: Timestamp })),
})

const AffectedVersion = z.object({
  id: z.int(),
  digest: z.string(),
  tags: z.array(z.string()),
  platform: z.string().nullable(),
  firstSeenAt: Timestamp,
  running: z.boolean(),
  affected: z.boolean().nullable().meta({ description: 'Null: this version was never scanned completely for it' }),
  scannedAt: Timestamp.nullable(),
})

const AffectedWorkload = z.object({
  id: z.int(),
  cluster: z.string(),
  environment: z.string().nullable(),
  namespace: z.string(),
  kind: z.string(),
  name: z.string(),
  replicas: z.int().nullable(),
  containers: z.array(z.string()),
  digests: z.array(z.string()).meta({ description: 'Versions of this image that it runs' }),
  privileges: z.array(z.string()).meta({ description: 'What makes a break-in there worse, in words' }),
  affected: z.boolean().nullable().meta({ description: 'Runs an affected version; null is not known' }),
  lastAlertAt: Timestamp.nullable(),
  carries: CarriedLoad.nullable().meta({ description: 'Null: not yours to see' }),
})

const Episode = z.object({
  number: z.int(),
  openedAt: Timestamp,
  openedStage: z.enum(STAGES),
  closedAt: Timestamp.nullable(),
  closeReason: z.string().nullable(),
  fixBuiltAt: Timestamp.nullable(),
  rolledOutAt: Timestamp.nullable(),
  remediationSeconds: z.int().nullable().meta({ description: 'Time to remediation; null unless fixed or handled' }),
  segments: z.array(z.object({ name: z.string(), seconds: z.int() })),
  evidence: z.record(z.string(), z.unknown()).nullable(),
})

export const TimelineItem = z.object({
  at: Timestamp,
  until: Timestamp.nullable().meta({ description: 'Last time, when the item stands for several' }),
  count: z.int(),
  stage: z.enum(STAGES).nullable(),
  type: z.string(),
  title: z.string(),
  detail: z.string(),
  by: z.string().nullable(),
  link: z.object({ type: z.enum(['report', 'decision', 'workload']), id: z.string() }).nullable(),
})
export type TimelineItem = z.infer<typeof TimelineItem>

const Fix = z.object({
  known: z.boolean(),
  title: z.string(),
  change: z
    .object({ language: z.enum(['text', 'shell', 'dockerfile', 'yaml', 'xml']), text: z.string() })
    .nullable()
    .meta({ description: 'To copy' }),
  unknown: z.array(z.string()).meta({ description: 'What is not known yet and would make the fix more exact' }),
})

export const IssueDetail = IssueRow.extend({
  key: z.string().meta({ description: 'The identity of the issue, readable' }),
  problem: Problem,
  breakdown: RiskBreakdown,
  owner: z.object({
    by: z.string(),
    trace: z.array(
      z.object({
        rule: z.string(),
        matched: z.boolean(),
        value: z.string(),
        known: z.boolean().meta({ description: 'False: nothing tells us what the rule looks at' }),
      }),
    ),
    waiting: z.array(TeamRef).meta({ description: 'Teams that run it and wait for the owner of their base image' }),
    bounces: z.int().meta({ description: 'How often it went from one team to another' }),
    history: z
      .array(
        z.object({
          at: Timestamp,
          from: z.string().nullable(),
          to: z.string().nullable(),
          by: z.string().nullable().meta({ description: 'Who gave it; null: the rules did' }),
          rule: z.string().meta({ description: 'hand, or the way by which the rules found the team' }),
        }),
      )
      .meta({ description: 'When it changed hands, the newest first' }),
  }),
  firstSeenAt: Timestamp,
  closedAt: Timestamp.nullable(),
  closeReason: z.string().nullable(),
  exception: z
    .object({
      ...{ reason: z.string(), until: Timestamp, by: PersonRef.nullable(), at: Timestamp },
      approvedBy: PersonRef.nullable().meta({ description: 'The second person, where the policy wanted one' }),
    })
    .nullable()
    .meta({ description: 'While the risk is accepted' }),
  triage: IssueTriage,
  sightings: listOf(Sighting),
  disagreements: z
    .array(Disagreement)
    .meta({ description: 'Where tools that completely scanned the same thing say different things of it' }),
  statements: listOf(IssueStatement)
    .extend({ mayRevoke: z.boolean().meta({ description: 'Whether you may revoke and restore them' }) })
    .meta({ description: 'What others state about it (VEX)' }),
  versions: listOf(AffectedVersion).nullable().meta({ description: 'Null where no image is involved' }),
  affectedWorkloads: listOf(AffectedWorkload),
  episodes: z.array(Episode),
  timeline: z.object({ items: z.array(TimelineItem), bounded: z.boolean() }),
  fixChange: Fix,
  inFix: FixRow.pick({ id: true, kind: true, title: true, status: true, effort: true, issues: true, progress: true })
    .extend({ closedIt: z.boolean().meta({ description: 'The fix closed it; else it is to' }) })
    .nullable()
    .meta({ description: 'The fix that closes it together with others' }),
  alerts: listOf(
    z.object({
      hour: Timestamp,
      alerts: z.int(),
      firstAt: Timestamp,
      lastAt: Timestamp,
      sample: z.record(z.string(), z.unknown()),
    }),
  ),
  coverage: z.object({
    runningVersions: z.int(),
    scannedVersions: z.int(),
    oldestScanAt: Timestamp.nullable(),
    unresolved: z.int().meta({ description: 'Running containers whose image version is not known' }),
  }),
  allowed: z.array(z.enum(ACTION_TYPES)).meta({ description: 'Actions that you may do on it now' }),
}).meta({ id: 'IssueDetail' })
export type IssueDetail = z.infer<typeof IssueDetail>

const example: z.input<typeof IssueDetail> = {
  ...issueExample,
  key: 'vulnerability|image=registry.example.com/shop/pay-api|package=pkg:maven/org.apache.logging.log4j/log4j-core|id=CVE-2021-44228',
  problem: {
    name: 'CVE-2021-44228',
    title: 'Log4j looks up names in messages',
    description: 'A logged text can make the application load and run code from elsewhere.',
    aliases: ['GHSA-JFH8-C2JP-5V3Q'],
    cvss: [{ version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', score: 10, source: 'nvd' }],
    cwes: ['CWE-502'],
    links: ['https://nvd.nist.gov/vuln/detail/CVE-2021-44228'],
    remediation: '',
    package: { name: 'log4j-core', type: 'maven', purl: 'pkg:maven/org.apache.logging.log4j/log4j-core' },
    publishedAt: '2021-12-10T10:15:00.000Z',
    modifiedAt: null,
    kevSince: '2021-12-10',
    kevDetail: { dueOn: '2021-12-24', ransomware: true, action: 'Apply updates as the vendor says.' },
    epss: 0.94,
    epssPercentile: 0.999,
    feeds: { kev: '2026-11-20T15:04:19.000Z', epss: '2026-11-20T00:00:00.000Z' },
  },
  breakdown: {
    total: 78,
    parts: [{ group: 'threat', code: 'severity', points: 30, why: 'Critical, CVSS 10.0', lever: 'Upgrade to 2.17.1' }],
    unknown: [{ code: 'exposure', why: 'Nothing reports services and ingresses yet' }],
  },
  owner: {
    by: 'workload-label',
    trace: [{ rule: 'workload-label team', matched: true, value: 'payments', known: true }],
    waiting: [],
    bounces: 0,
    history: [],
  },
  firstSeenAt: '2026-11-18T09:12:00.000Z',
  closedAt: null,
  closeReason: null,
  exception: null,
  triage: triageExample,
  sightings: { rows: [], total: { value: 0, bounded: false } },
  disagreements: [],
  statements: { rows: [], total: { value: 0, bounded: false }, mayRevoke: true },
  versions: { rows: [], total: { value: 0, bounded: false } },
  affectedWorkloads: { rows: [], total: { value: 0, bounded: false } },
  episodes: [],
  timeline: { items: [], bounded: false },
  fixChange: {
    known: true,
    title: 'Upgrade log4j-core to 2.17.1',
    change: { language: 'text', text: 'log4j-core 2.17.1' },
    unknown: [],
  },
  inFix: null,
  alerts: { rows: [], total: { value: 0, bounded: false } },
  coverage: { runningVersions: 1, scannedVersions: 1, oldestScanAt: '2026-11-21T03:00:00.000Z', unresolved: 0 },
  allowed: ['comment', 'acknowledge', 'assign', 'team', 'snooze', 'accept', 'dismiss', 'resolve', 'link', 'merge'],
}

export const getIssue = operation({
  id: 'getIssue',
  method: 'GET',
  path: '/api/v1/issues/{id}',
  summary: 'Everything about one issue',
  tag: 'Issues',
  auth: 'user',
  params: z.object({ id: z.coerce.number().int().min(1) }),
  out: IssueDetail,
  status: 200,
  errors: ['invalid', 'not-found'],
  example: { params: { id: issueExample.id }, out: example },
})

export const issueDetailOperations = [getIssue]
