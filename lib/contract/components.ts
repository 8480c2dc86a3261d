import * as z from 'zod'
import { operation } from './operation.ts'
import { Count, filterText, PageQuery, pageOf, Timestamp } from './page.ts'
import { TeamRef } from './teams.ts'

export const ComponentRow = z
  .object({
    purl: z.string().meta({ description: 'Package URL without version' }),
    type: z.string(),
    version: z.string(),
    image: z
      .object({
        id: z.int(),
        repository: z.string(),
        versionId: z.int(),
        digest: z.string(),
        tags: z.array(z.string()).meta({ description: 'Tags that point to this version now' }),
      })
      .nullable(),
    repository: z.object({ id: z.int(), name: z.string() }).nullable().meta({ description: 'Source repository' }),
    teams: z.array(TeamRef),
    workloads: z.int().meta({ description: 'Workloads that run this very image version now' }),
    runningSince: Timestamp.nullable(),
    firstSeenAt: Timestamp.meta({ description: 'Since when a scan of this image version or repository is known' }),
    sources: z.array(z.string()).meta({ description: 'Tools that saw it there' }),
  })
  .meta({ id: 'ComponentRow' })
export type ComponentRow = z.infer<typeof ComponentRow>

const ComponentFilter = z.object({
  q: filterText(500).meta({
    description:
      'A component: its name, the beginning of its name and *, or its package URL; a version range may follow. Names of Maven may leave out the group.',
  }),
  range: filterText(200)
    .default('')
    .meta({ description: 'Versions, in the order of the kind of package: `< 2.17`, `>= 1.0 < 2.0`, `1.2.3`' }),
  running: z.stringbool().default(false).meta({ description: 'true leaves out what no workload runs now' }),
})
export type ComponentFilter = z.output<typeof ComponentFilter>

export const ComponentSearchQuery = PageQuery.extend(ComponentFilter.shape)
export type ComponentSearchQuery = z.output<typeof ComponentSearchQuery>

export const ComponentPage = pageOf(ComponentRow).extend({
  total: Count.nullable().meta({ description: 'Places in all; only with the first page' }),
  matched: z.object({
    packages: z.int(),
    versions: z.int(),
    cut: z
      .boolean()
      .meta({ description: 'There are more versions than are compared: name the component more exactly' }),
  }),
})
export type ComponentPage = z.infer<typeof ComponentPage>

const componentExample: z.input<typeof ComponentRow> = {
  purl: 'pkg:maven/org.apache.logging.log4j/log4j-core',
  type: 'maven',
  version: '2.14.1',
  image: {
    id: 12,
    repository: 'registry.example.com/shop/pay-api',
    versionId: 40,
    digest: 'sha256:4f1c0e',
    tags: ['2.3'],
  },
  repository: null,
  teams: [{ id: 3, slug: 'payments', name: 'Payments' }],
  workloads: 2,
  runningSince: '2026-11-12T08:00:00.000Z',
  firstSeenAt: '2026-11-11T16:02:11.000Z',
  sources: ['grype', 'trivy'],
}

export const searchComponents = operation({
  id: 'searchComponents',
  method: 'GET',
  path: '/api/v1/components',
  summary: 'Who ships a component: image versions and repositories, the oldest version of it first',
  tag: 'Images',
  auth: 'user',
  query: ComponentSearchQuery,
  out: ComponentPage,
  status: 200,
  errors: ['invalid'],
  example: {
    query: { q: 'log4j-core', range: '< 2.17' },
    out: {
      rows: [componentExample],
      nextCursor: null,
      total: { value: 1, bounded: false },
      matched: { packages: 1, versions: 1, cut: false },
    },
  },
})

export const exportComponents = operation({
  id: 'exportComponents',
  method: 'GET',
  path: '/api/v1/components/export',
  summary: 'Everybody who ships a component, streamed as CSV or JSON',
  tag: 'Images',
  auth: 'user',
  query: ComponentFilter.extend({ format: z.enum(['csv', 'json']).default('csv') }),
  stream: {
    description:
      'CSV with a header line, or a JSON array of the rows of the search. Text that a spreadsheet would run as a formula starts with an apostrophe.',
    contentType: 'text/csv',
  },
  status: 200,
  errors: ['invalid'],
  example: { query: { q: 'log4j-core', range: '< 2.17', format: 'csv' } },
})

export const componentOperations = [searchComponents, exportComponents]
