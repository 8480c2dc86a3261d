import * as z from 'zod'
import { SEVERITIES } from '../domain/severity.ts'
import { LineReading } from './load.ts'
import { operation } from './operation.ts'
import { filterText, PageQuery, pageOf, Timestamp } from './page.ts'
import { TeamRef } from './teams.ts'

export const IMAGE_SORTS = ['repository', 'newest'] as const
export type ImageSort = (typeof IMAGE_SORTS)[number]

const FOUND_BY = ['stated', 'label', 'layers'] as const
export const SeverityCounts = z.record(z.enum(SEVERITIES), z.int())

export const ImageRow = z
  .object({
    id: z.int(),
    repository: z.string(),
    teams: z.array(TeamRef).meta({ description: 'Its own, else those that have issues of it or run it' }),
    versions: z.int(),
    workloads: z.int().meta({ description: 'Workloads that run a version of it now' }),
    scannedAt: Timestamp.nullable().meta({ description: 'Newest complete scan of any version; null: never scanned' }),
    openIssues: SeverityCounts,
    maxRisk: z.int().nullable().meta({ description: 'Null without an open issue' }),
    load: z.number().meta({ description: 'Σ 10·(risk/100)² over its open issues' }),
    loadLine: LineReading.nullable().meta({ description: 'Null: no line is set for it' }),
    base: z
      .object({ reference: z.string(), foundBy: z.enum(FOUND_BY) })
      .nullable()
      .meta({ description: 'Of the version that was first seen last; null is not known' }),
    createdAt: Timestamp.meta({ description: 'Since when it is known' }),
  })
  .meta({ id: 'ImageRow' })
export type ImageRow = z.infer<typeof ImageRow>

export const imageExample: z.input<typeof ImageRow> = {
  id: 12,
  repository: 'registry.example.com/shop/pay-api',
  teams: [{ id: 3, slug: 'payments', name: 'Payments' }],
  versions: 3,
  workloads: 2,
  scannedAt: '2026-11-21T03:00:00.000Z',
  openIssues: { critical: 1, high: 4, medium: 12, low: 30, unknown: 0 },
  maxRisk: 78,
  load: 14.2,
  loadLine: null,
  base: { reference: 'docker.io/library/debian:12', foundBy: 'label' },
  createdAt: '2026-10-02T08:00:00.000Z',
}

export const ImageListQuery = PageQuery.extend({
  q: filterText(500).default('').meta({ description: 'Words that the repository contains' }),
  team: filterText(63).optional().meta({ description: 'Team slug, or mine, or none' }),
  running: z.stringbool().default(false).meta({ description: 'true leaves out what no workload runs now' }),
  neverScanned: z.stringbool().default(false).meta({ description: 'true leaves only what no complete scan covers' }),
  sort: z.enum(IMAGE_SORTS).default('repository'),
})
export type ImageListQuery = z.output<typeof ImageListQuery>

export const ImagePage = pageOf(ImageRow)
export type ImagePage = z.infer<typeof ImagePage>

export const listImages = operation({
  id: 'listImages',
  method: 'GET',
  path: '/api/v1/images',
  summary: 'Images by repository, with what runs, their open issues, load, base and newest scan',
  tag: 'Images',
  auth: 'user',
  query: ImageListQuery,
  out: ImagePage,
  status: 200,
  errors: ['invalid'],
  example: { query: { q: 'pay', running: 'true' }, out: { rows: [imageExample], nextCursor: null } },
})
