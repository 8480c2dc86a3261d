import * as z from 'zod'
import { FACET_FIELDS } from '../domain/issue-search.ts'
import { ISSUE_STATUSES } from '../domain/lifecycle.ts'
import { ISSUE_KINDS, STAGES } from '../domain/observation.ts'
import { SEVERITIES } from '../domain/severity.ts'
import { SLA_STATES } from '../domain/sla.ts'
import { operation } from './operation.ts'
import { Count, filterText, PageQuery, pageOf, Timestamp } from './page.ts'
import { TeamRef } from './teams.ts'

/** The sorts that the queue offers; every one is served by an index. */
export const ISSUE_SORTS = ['risk', 'due', 'opened', 'oldest'] as const
export type IssueSort = (typeof ISSUE_SORTS)[number]

/** What an issue row links to: the image, workload, repository or cluster in which the problem is. */
export const IssuePlace = z.object({
  type: z.enum(['image', 'workload', 'repository', 'cluster']),
  id: z.int(),
  label: z.string().meta({ description: 'Repository, or cluster/namespace/name of a workload' }),
  detail: z.string().meta({ description: 'File, resource or process inside it; empty when there is none' }),
})

export const PersonRef = z.object({ id: z.string(), name: z.string() }).meta({ id: 'PersonRef' })
export type PersonRef = z.infer<typeof PersonRef>

export const IssueRow = z
  .object({
    id: z.int(),
    kind: z.enum(ISSUE_KINDS),
    title: z.string(),
    where: IssuePlace,
    severity: z.enum(SEVERITIES),
    risk: z.int().min(0).max(100),
    stages: z.array(z.enum(STAGES)).meta({ description: 'Stages at which it was seen' }),
    status: z.enum(ISSUE_STATUSES),
    team: TeamRef.nullable(),
    assignee: PersonRef.nullable(),
    openedAt: Timestamp,
    dueAt: Timestamp.nullable(),
    slaState: z
      .enum(SLA_STATES)
      .meta({ description: 'none: no date, or neither open nor accepted; paused: while the risk is accepted' }),
    clockStoppedAt: Timestamp.nullable().meta({
      description: 'Since when its clock stands; what stood is added when it goes on',
    }),
    acknowledgedAt: Timestamp.nullable().meta({ description: 'When a person said that they have seen this episode' }),
    snoozedUntil: Timestamp.nullable().meta({ description: 'Put off until then, or until it gets worse' }),
    pending: z
      .object({ by: PersonRef.nullable(), at: Timestamp, until: Timestamp, reason: z.string() })
      .nullable()
      .meta({ description: 'An acceptance of its risk that waits for a second person' }),
    tickets: z.int().meta({ description: 'Tickets that people linked' }),
    fix: z.object({ available: z.boolean(), version: z.string().nullable() }),
    kev: z.boolean().meta({ description: 'In the CISA catalogue of known exploited vulnerabilities' }),
    running: z.boolean().nullable().meta({ description: 'Null is not known' }),
    exposed: z.boolean().nullable().meta({ description: 'Reachable from the internet; null is not known' }),
    workloads: z.int().meta({ description: 'Workloads that run it now' }),
    version: z
      .int()
      .meta({ description: 'Send it with an action; another one changed the issue first when it differs' }),
  })
  .meta({ id: 'IssueRow' })
export type IssueRow = z.infer<typeof IssueRow>

export const SearchText = filterText(2000)
  .default('')
  .meta({ description: 'Search text, as the queue takes it', examples: ['is:open team:mine severity:critical'] })

const SearchProblems = z
  .array(z.string())
  .meta({ description: 'Parts of q that were not understood and filter nothing' })

export const issueExample: z.input<typeof IssueRow> = {
  id: 4711,
  kind: 'vulnerability',
  title: 'CVE-2021-44228 in log4j-core',
  where: { type: 'image', id: 12, label: 'registry.example.com/shop/pay-api', detail: '' },
  severity: 'critical',
  risk: 78,
  stages: ['build', 'deploy'],
  status: 'open',
  team: { id: 3, slug: 'payments', name: 'Payments' },
  assignee: null,
  openedAt: '2026-11-18T09:12:00.000Z',
  dueAt: '2026-11-25T09:12:00.000Z',
  slaState: 'in-time',
  clockStoppedAt: null,
  acknowledgedAt: null,
  snoozedUntil: null,
  pending: null,
  tickets: 0,
  fix: { available: true, version: '2.17.1' },
  kev: true,
  running: true,
  exposed: null,
  workloads: 2,
  version: 3,
}

export const IssueListQuery = PageQuery.extend({ q: SearchText, sort: z.enum(ISSUE_SORTS).default('risk') })
export type IssueListQuery = z.output<typeof IssueListQuery>

export const IssuePage = pageOf(IssueRow).extend({ total: Count, problems: SearchProblems })
export type IssuePage = z.infer<typeof IssuePage>

export const listIssues = operation({
  id: 'listIssues',
  method: 'GET',
  path: '/api/v1/issues',
  summary: 'The queue: issues that match a search text, page by page',
  tag: 'Issues',
  auth: 'user',
  query: IssueListQuery,
  out: IssuePage,
  status: 200,
  errors: ['invalid'],
  example: {
    query: { q: 'is:open severity:critical', sort: 'risk', limit: 50 },
    out: { rows: [issueExample], nextCursor: null, total: { value: 1, bounded: false }, problems: [] },
  },
})

const FacetValue = z.object({
  value: z.string().meta({ description: 'As it is typed after the colon' }),
  label: z.string(),
  count: z.int(),
})
export type FacetValue = z.infer<typeof FacetValue>

export const IssueFacets = z.object({
  facets: z.record(z.enum(FACET_FIELDS), z.array(FacetValue)),
  bounded: z
    .boolean()
    .meta({ description: 'True when more matched than were counted: read every count as "at least"' }),
  problems: SearchProblems,
})
export type IssueFacets = z.infer<typeof IssueFacets>

export const issueFacets = operation({
  id: 'issueFacets',
  method: 'GET',
  path: '/api/v1/issues/facets',
  summary: 'How many issues each value of each filter would show, with the other filters applied',
  tag: 'Issues',
  auth: 'user',
  query: z.object({ q: SearchText }),
  out: IssueFacets,
  status: 200,
  errors: ['invalid'],
  example: {
    query: { q: 'is:open' },
    out: {
      facets: {
        is: [{ value: 'open', label: 'open', count: 1 }],
        team: [{ value: 'payments', label: 'Payments', count: 1 }],
        severity: [{ value: 'critical', label: 'critical', count: 1 }],
        kind: [{ value: 'vulnerability', label: 'vulnerability', count: 1 }],
        stage: [{ value: 'build', label: 'build', count: 1 }],
        kev: [{ value: 'true', label: 'true', count: 1 }],
        fix: [{ value: 'available', label: 'available', count: 1 }],
        running: [{ value: 'yes', label: 'yes', count: 1 }],
        exposed: [{ value: 'unknown', label: 'unknown', count: 1 }],
        snoozed: [{ value: 'no', label: 'no', count: 1 }],
      },
      bounded: false,
      problems: [],
    },
  },
})

export const SUGGEST_FIELDS = ['team', 'waiting', 'cve', 'package', 'image', 'workload', 'rule'] as const
export type SuggestField = (typeof SUGGEST_FIELDS)[number]

export const IssueSuggestions = z.object({ values: z.array(z.object({ value: z.string(), label: z.string() })) })
export type IssueSuggestions = z.infer<typeof IssueSuggestions>

export const suggestIssueValues = operation({
  id: 'suggestIssueValues',
  method: 'GET',
  path: '/api/v1/issues/suggest',
  summary: 'Values that a filter could take, for typing ahead',
  tag: 'Issues',
  auth: 'user',
  query: z.object({ field: z.enum(SUGGEST_FIELDS), prefix: filterText(200).default('') }),
  out: IssueSuggestions,
  status: 200,
  errors: ['invalid'],
  example: {
    query: { field: 'package', prefix: 'log4j' },
    out: { values: [{ value: 'log4j-core', label: 'log4j-core' }] },
  },
})

export const exportIssues = operation({
  id: 'exportIssues',
  method: 'GET',
  path: '/api/v1/issues/export',
  summary: 'Every issue that matches a search text, streamed as CSV or JSON',
  tag: 'Issues',
  auth: 'user',
  query: z.object({
    q: SearchText,
    sort: z.enum(ISSUE_SORTS).default('risk'),
    format: z.enum(['csv', 'json']).default('csv'),
  }),
  stream: {
    description:
      'CSV with a header line, or a JSON array of the rows of the queue. Text that a spreadsheet would run as a formula starts with an apostrophe.',
    contentType: 'text/csv',
  },
  status: 200,
  errors: ['invalid'],
  example: { query: { q: 'is:open team:payments', format: 'csv' } },
})

export const issueListOperations = [listIssues, issueFacets, suggestIssueValues, exportIssues]
