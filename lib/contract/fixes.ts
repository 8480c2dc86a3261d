import * as z from 'zod'
import { EFFORTS, FIX_KINDS, FIX_STATUSES, FIX_SUBJECTS } from '../domain/fix/words.ts'
import { SeverityCounts } from './images.ts'
import { IssueRow, issueExample, PersonRef } from './issues.ts'
import { operation } from './operation.ts'
import { Count, filterText, PageQuery, pageOf, Timestamp } from './page.ts'
import { TeamRef } from './teams.ts'
import { Ticket } from './tickets.ts'

const Progress = z.object({
  subjects: z.int().meta({ description: 'Images, workloads, repositories and clusters in which it is carried out' }),
  built: z.int().meta({ description: 'Of them: a complete scan of what was built is clean' }),
  rolledOut: z.int().meta({ description: 'Of them: no affected version runs any more' }),
  verified: z.int().meta({ description: 'Of them: the scans found every issue gone' }),
})

export const FixRow = z
  .object({
    id: z.int(),
    kind: z.enum(FIX_KINDS),
    title: z.string(),
    where: z
      .string()
      .meta({ description: 'Image, base image, source repository or cluster; empty when it is in several' }),
    status: z.enum(FIX_STATUSES),
    effort: z.object({ size: z.enum(EFFORTS), why: z.string() }),
    issues: z.int().meta({ description: 'Issues that it removes, or removed once it is done' }),
    fixedIssues: z.int().meta({ description: 'Of all its issues, those that a scan found gone' }),
    risk: z.int().meta({ description: 'Sum of the risks of these issues' }),
    load: z.number().meta({ description: 'Σ 10·(risk/100)² of these issues' }),
    workloads: z.int().meta({ description: 'Workloads that these issues are in' }),
    teams: z.array(TeamRef),
    otherTeams: z.int().meta({ description: 'Teams with a share in it that the reader does not see' }),
    progress: Progress,
    openedAt: Timestamp,
    startedAt: Timestamp.nullable(),
    startedBy: PersonRef.nullable(),
    endedAt: Timestamp.nullable().meta({ description: 'When it was verified, or when nothing was left to do' }),
  })
  .meta({ id: 'FixRow' })
export type FixRow = z.infer<typeof FixRow>

const FixFilter = z.object({
  team: filterText(63)
    .optional()
    .meta({ description: 'A team’s slug; `mine` for your own teams, `none` for nobody’s' }),
  kind: z.enum(FIX_KINDS).optional(),
  effort: z.enum(EFFORTS).optional(),
  status: z
    .enum([...FIX_STATUSES, 'going-on', 'done'])
    .default('going-on')
    .meta({ description: '`going-on` is all that is not over; `done` is verified' }),
})
export type FixFilter = z.output<typeof FixFilter>

export const FixListQuery = PageQuery.extend(FixFilter.shape)
export type FixListQuery = z.output<typeof FixListQuery>

export const FixPage = pageOf(FixRow).extend({ total: Count })
export type FixPage = z.infer<typeof FixPage>

const Step = z.object({
  where: z.string(),
  language: z.enum(['dockerfile', 'shell', 'yaml', 'xml', 'text']),
  text: z.string().meta({ description: 'The change, to copy' }),
})

const Subject = z.object({
  type: z.enum(FIX_SUBJECTS),
  id: z.int(),
  name: z.string(),
  team: TeamRef.nullable(),
  issues: z.int(),
  verified: z.int(),
  step: z.enum(['open', 'built', 'rolled-out', 'verified']),
  at: Timestamp.nullable().meta({ description: 'Of the evidence for this step' }),
})

export const FixDetail = FixRow.extend({
  key: z.string().meta({ description: 'What makes it this fix; it survives rescans and new versions' }),
  round: z.int().meta({ description: '2 and more: it was done before, and its issues came again' }),
  steps: z.array(Step),
  notes: z.array(z.string()),
  unknown: z.array(z.string()).meta({ description: 'What is not known about it' }),
  baseOwner: TeamRef.nullable().meta({ description: 'Who keeps the base image, where we have it' }),
  newBase: z
    .object({
      reference: z.string(),
      image: z
        .object({ id: z.int(), versionId: z.int() })
        .nullable()
        .meta({ description: 'Its page; null: not yours to see, or not kept any more' }),
      scannedAt: Timestamp.nullable().meta({ description: 'Null: no complete scan of this version is known' }),
      left: z
        .object({ issues: z.int(), bySeverity: SeverityCounts })
        .nullable()
        .meta({ description: 'What our scans last saw in it; null is not known' }),
      rows: z.array(IssueRow).meta({ description: 'Of these the most dangerous that you may see, at most 10' }),
    })
    .nullable()
    .meta({ description: 'Of a base image: what the version that it goes to leaves open; null: it is no such fix' }),
  shares: z.array(
    z.object({ team: TeamRef.nullable(), issues: z.int(), risk: z.int(), load: z.number(), workloads: z.int() }),
  ),
  notClosed: z
    .object({ issues: z.int(), search: z.string() })
    .nullable()
    .meta({ description: 'Open issues of the same package in the same place that no known version closes' }),
  subjects: z.object({ rows: z.array(Subject), total: Count }),
  workloadRows: z.object({
    rows: z.array(
      z.object({ id: z.int(), cluster: z.string(), namespace: z.string(), kind: z.string(), name: z.string() }),
    ),
    total: Count,
  }),
  timeline: z.array(z.object({ at: Timestamp, type: z.string(), by: PersonRef.nullable(), text: z.string() })),
  tickets: z.array(Ticket),
  message: z
    .object({ title: z.string(), text: z.string(), markdown: z.string() })
    .meta({ description: 'As one ticket or message' }),
  mayAct: z.boolean(),
}).meta({ id: 'FixDetail' })
export type FixDetail = z.infer<typeof FixDetail>

export const FixIssueRow = z.object({
  issue: IssueRow,
  fixedAt: Timestamp.nullable().meta({ description: 'When a scan found it gone' }),
})
export type FixIssueRow = z.infer<typeof FixIssueRow>

const TicketUrl = z
  .url({ protocol: /^https?$/, hostname: /./ })
  .max(2000)
  .meta({ description: 'http or https' })

export const FixAction = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start') }),
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('link'), url: TicketUrl }),
  z.object({ type: z.literal('unlink'), url: TicketUrl }),
])
export type FixAction = z.infer<typeof FixAction>

const Params = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })

export const fixExample: z.input<typeof FixRow> = {
  id: 71,
  kind: 'package',
  title: 'Upgrade log4j-core to 2.17.1',
  where: 'registry.example.com/shop/pay-api',
  status: 'started',
  effort: { size: 'M', why: 'A minor version: new features, the old ones should keep working.' },
  issues: 3,
  fixedIssues: 0,
  risk: 190,
  load: 12.4,
  workloads: 2,
  teams: [{ id: 3, slug: 'payments', name: 'Payments' }],
  otherTeams: 0,
  progress: { subjects: 1, built: 0, rolledOut: 0, verified: 0 },
  openedAt: '2026-11-18T09:12:00.000Z',
  startedAt: '2026-11-19T08:00:00.000Z',
  startedBy: { id: '7Gk1', name: 'Ada Osei' },
  endedAt: null,
}

const detailExample: z.input<typeof FixDetail> = {
  ...fixExample,
  key: 'package|image=registry.example.com/shop/pay-api|package=pkg:maven/org.apache.logging.log4j/log4j-core',
  round: 1,
  steps: [
    {
      where: 'registry.example.com/shop/pay-api: app/log4j-core-2.14.1.jar',
      language: 'xml',
      text: '<artifactId>log4j-core</artifactId>\n<version>2.17.1</version>',
    },
  ],
  notes: ['Installed: 2.14.1.'],
  unknown: [],
  baseOwner: null,
  newBase: null,
  shares: [{ team: { id: 3, slug: 'payments', name: 'Payments' }, issues: 3, risk: 190, load: 12.4, workloads: 2 }],
  notClosed: null,
  subjects: {
    rows: [
      {
        ...{ type: 'image', id: 12, name: 'registry.example.com/shop/pay-api', team: null },
        ...{ issues: 3, verified: 0, step: 'open', at: null },
      },
    ],
    total: { value: 1, bounded: false },
  },
  workloadRows: {
    rows: [{ id: 7, cluster: 'shop-prod', namespace: 'payments', kind: 'Deployment', name: 'pay-api' }],
    total: { value: 2, bounded: false },
  },
  timeline: [
    { at: '2026-11-19T08:00:00.000Z', type: 'started', by: { id: '7Gk1', name: 'Ada Osei' }, text: 'Started' },
  ],
  tickets: [],
  message: { title: 'Upgrade log4j-core to 2.17.1', text: 'WHAT TO CHANGE', markdown: '## What to change' },
  mayAct: true,
}

export const listFixes = operation({
  id: 'listFixes',
  method: 'GET',
  path: '/api/v1/fixes',
  summary: 'Changes that close issues, by the risk that they remove for the effort; what is done by when',
  tag: 'Fixes',
  auth: 'user',
  query: FixListQuery,
  out: FixPage,
  status: 200,
  errors: ['invalid'],
  example: {
    query: { team: 'payments', limit: 50 },
    out: { rows: [fixExample], nextCursor: null, total: { value: 1, bounded: false } },
  },
})

export const exportFixes = operation({
  id: 'exportFixes',
  method: 'GET',
  path: '/api/v1/fixes/export',
  summary: 'All fixes that match, streamed as CSV or JSON',
  tag: 'Fixes',
  auth: 'user',
  query: FixFilter.extend({ format: z.enum(['csv', 'json']).default('csv') }),
  stream: {
    description:
      'CSV with a header line, or a JSON array of the rows of the list. Text that a spreadsheet would run as a formula starts with an apostrophe.',
    contentType: 'text/csv',
  },
  status: 200,
  errors: ['invalid'],
  example: { query: { team: 'payments', format: 'csv' } },
})

export const getFix = operation({
  id: 'getFix',
  method: 'GET',
  path: '/api/v1/fixes/{id}',
  summary: 'One fix: what to change, what it removes for whom, how far it is and by which evidence',
  tag: 'Fixes',
  auth: 'user',
  params: Params,
  out: FixDetail,
  status: 200,
  errors: ['invalid', 'not-found'],
  example: { params: { id: 71 }, out: detailExample },
})

export const listFixIssues = operation({
  id: 'listFixIssues',
  method: 'GET',
  path: '/api/v1/fixes/{id}/issues',
  summary: 'The issues of a fix, the most dangerous first, with those that it closed',
  tag: 'Fixes',
  auth: 'user',
  params: Params,
  query: PageQuery,
  out: pageOf(FixIssueRow),
  status: 200,
  errors: ['invalid', 'not-found'],
  example: {
    params: { id: 71 },
    query: { limit: 50 },
    out: { rows: [{ issue: issueExample, fixedAt: null }], nextCursor: null },
  },
})

export const actOnFix = operation({
  id: 'actOnFix',
  method: 'POST',
  path: '/api/v1/fixes/{id}/actions',
  summary:
    'Says that somebody started a fix, or stopped, or where its ticket is. The further steps follow from scans and deployments alone.',
  tag: 'Fixes',
  auth: 'user',
  params: Params,
  body: FixAction,
  out: FixDetail,
  status: 200,
  errors: ['invalid', 'not-found', 'conflict'],
  example: { params: { id: 71 }, body: { type: 'start' }, out: detailExample },
})

export const fixOperations = [listFixes, exportFixes, getFix, listFixIssues, actOnFix]
